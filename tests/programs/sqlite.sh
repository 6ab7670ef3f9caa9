# sqlite3: a database made, indexed, queried, changed, checked and dumped.
# packages: sqlite3
# seconds: 1800
sqlite3 db <<'SQL'
create table t(id integer primary key, n int, s text, r real);
with recursive c(x) as (select 1 union all select x + 1 from c where x < 20000)
    insert into t select x, (x * 7919) % 10007, printf('row %05d', x), x / 3.0 from c;
create index tn on t(n);
select count(*), sum(n), avg(r), min(s), max(s) from t;
select n % 10 as d, count(*), round(sum(r), 3) from t group by d order by d;
select a.id, b.id from t a join t b on a.n = b.n and a.id < b.id order by 1, 2 limit 5;
begin; update t set s = upper(s) where n < 100; delete from t where n > 9000; rollback;
begin; delete from t where id % 3 = 0; commit;
select count(*) from t where s like '%99';
select json_extract('{"a":[1,{"b":2}]}', '$.a[1].b'), quote(x'00ff');
select strftime('%Y-%m-%d', 1000000000, 'unixepoch'), 9223372036854775807 + 1, -5 / 2, 1e999;
vacuum; pragma integrity_check; explain query plan select * from t where n = 5;
SQL
sqlite3 db 'select id, n, s, cast(r * 3 + 0.5 as int) from t' | sha256sum
