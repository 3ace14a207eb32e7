-- A default keeps the type that it had before its column's place cast it, and goes on to the column's next type.
CREATE TABLE t (
  n integer DEFAULT 0, m text DEFAULT 0, k text DEFAULT now(), v varchar(5) DEFAULT 12, b text DEFAULT true,
  w varchar DEFAULT 1.5, s text DEFAULT -1, q text DEFAULT '0', c char(3) DEFAULT 5, e text DEFAULT 5::text
);
ALTER TABLE t ALTER n TYPE text;
ALTER TABLE t ALTER n TYPE integer USING n::integer;
ALTER TABLE t ALTER m TYPE integer USING m::integer;
ALTER TABLE t ALTER m TYPE text;
ALTER TABLE t ALTER k TYPE date USING k::date;
ALTER TABLE t ALTER k TYPE text;
ALTER TABLE t ALTER v TYPE integer USING v::integer;
ALTER TABLE t ALTER b TYPE boolean USING b::boolean;
ALTER TABLE t ALTER w TYPE numeric USING w::numeric;
ALTER TABLE t ALTER s TYPE smallint USING s::smallint;
ALTER TABLE t ALTER q TYPE integer USING q::integer;
ALTER TABLE t ALTER c TYPE integer USING c::integer;
ALTER TABLE t ALTER e TYPE integer USING e::integer;
ALTER TABLE t ALTER q SET DEFAULT 0;
ALTER TABLE t ALTER e SET DEFAULT '5';
