-- Inserts, an index, joins, aggregates, sorting, text: what SQLite is used for.
PRAGMA journal_mode = OFF;
CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, price REAL, kind INTEGER);
CREATE TABLE sale (item INTEGER, day INTEGER, count INTEGER);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :size)
INSERT INTO item SELECT i, 'item ' || (i * 7919 % 10007), (i * 37 % 1000) / 8.0, i % 17 FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :size * 4)
INSERT INTO sale SELECT i * 31 % :size + 1, i % 365, i % 5 + 1 FROM n;
CREATE INDEX by_item ON sale(item);
SELECT kind, count(*), round(sum(price * count), 2) FROM item JOIN sale ON sale.item = item.id GROUP BY kind ORDER BY 3 DESC LIMIT 5;
SELECT day, sum(count) AS c FROM sale GROUP BY day ORDER BY c DESC, day LIMIT 5;
SELECT upper(substr(name, 3, 6)) AS s, count(*) FROM item WHERE name LIKE '%9%' GROUP BY s ORDER BY 2 DESC, s LIMIT 5;
UPDATE item SET price = price * 1.1 WHERE kind IN (3, 5, 7);
DELETE FROM sale WHERE item IN (SELECT id FROM item WHERE price > 100);
SELECT count(*), round(avg(price), 4) FROM item; SELECT count(*) FROM sale;
