-- XMLTABLE and the expressions of SQL/XML.
-- needs: xml
CREATE SCHEMA a;
SET search_path = a;
create table d(id int, x xml, t text);
create view v1 as select d.id, q.* from d, xmltable('/a/b' passing x columns id2 int path '@id', n for ordinality, name text, price numeric(10,2) default 4 path 'p/q' not null, "Other" varchar(10) default 'z' path './o') as q;
create view v2 as select q.name, q.n + 1 as m, name::text as nm, price::numeric as pr from d cross join lateral xmltable('/a/b' passing d.x columns n for ordinality, name text path 'n', price numeric path 'p') q where q.n > 1;
create view v3 as select * from d, xmltable(xmlnamespaces('http://x.y' as x, default 'http://z'), '//x:item' passing d.x columns "a" int path '@x:a') ;
create materialized view m1 as with q as (select row_number() over () as id, d.id as did, e.* from d, xmltable('//r/c' passing x columns k varchar(100) path 'k[normalize-space(.)]' not null, v text path 'v') as e) select k, v, did, id from q where k is not null order by id;
create view v4 as select xmlelement(name foo, xmlattributes(id as i, t), t, 'x') as a, xmlforest(id, t as tt) as b, xmlconcat(x, x) as c, xmlparse(document t) as d, xmlserialize(content x as text) as e, xmlpi(name p, 'y') as f, x is document as g, xmlroot(x, version '1.0', standalone yes) as h, xmlcomment('x') as j, xpath('/a', x) as k, (xpath('/a/text()', x))[1]::text as l, xmlexists('/a' passing x) as m from d;
create view v19 as select xmlforest(id), xmlelement(name x), xmlparse(document t), xmlpi(name p), xmlserialize(content x as text) from d;
