-- Tables, strings, closures, floating point: what Lua programs do.
local size = tonumber(arg[1])
local function bodies(n)
    local x, v = {}, {}
    for i = 1, 5 do x[i], v[i] = i * 1.5, 1 / i end
    for _ = 1, n do
        for i = 1, 5 do
            local force = 0
            for k = 1, 5 do
                if k ~= i then
                    local d = x[k] - x[i]
                    force = force + d / (d * d + 0.1) ^ 1.5
                end
            end
            v[i] = v[i] + force * 0.001
        end
        for i = 1, 5 do x[i] = x[i] + v[i] * 0.001 end
    end
    return string.format("%.9f", x[1] + x[5])
end
local function queens(n)
    local columns, up, down, found = {}, {}, {}, 0
    local function place(row)
        if row > n then found = found + 1 return end
        for c = 1, n do
            if not (columns[c] or up[row + c] or down[row - c + n]) then
                columns[c], up[row + c], down[row - c + n] = true, true, true
                place(row + 1)
                columns[c], up[row + c], down[row - c + n] = nil, nil, nil
            end
        end
    end
    place(1)
    return found
end
local parts = {}
for i = 1, size do parts[#parts + 1] = tostring(i * i % 9973) .. (i % 3 == 0 and "," or ";") end
local text, sum = table.concat(parts), 0
for n in text:gmatch("(%d+),") do sum = sum + tonumber(n) end
table.sort(parts)
print(bodies(size), queens(8), sum, parts[size // 2], #text)
