-- Parameters: defaults, names, and types whose lengths count for nothing.
CREATE FUNCTION of_bits(a bit(8), b bit, c varbit(3), d varchar(4), f char, g timestamp(3), e numeric(5,2) DEFAULT 1) RETURNS bit(4) LANGUAGE sql AS 'SELECT NULL::bit(4)';
CREATE FUNCTION of_more(OUT a bit, OUT b bit(3)) LANGUAGE sql AS 'SELECT NULL::bit, NULL::bit(3)';
CREATE FUNCTION of_table() RETURNS TABLE (a bit, c char(3)) LANGUAGE sql AS 'SELECT NULL::bit, NULL::char(3)';
CREATE FUNCTION bad_default(a int DEFAULT 1, b int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad_default(a int DEFAULT 1, OUT b int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad_default(OUT b int DEFAULT 1) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION good_variadic(a int DEFAULT 1, VARIADIC b int[] DEFAULT '{}') RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad_names(a int, a text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad_names(INOUT a int, OUT a int) LANGUAGE sql AS 'SELECT 1, 1';
CREATE FUNCTION good_names(a int, OUT a int) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad_names(a int) RETURNS TABLE (b int, b text) LANGUAGE sql AS 'SELECT 1, ''a''';
CREATE PROCEDURE bad_procedure(a int DEFAULT 1, b int) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad_variadic(VARIADIC a int[], b int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad_variadic(a int DEFAULT 1, VARIADIC b int[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION good_variadic(VARIADIC a int[], OUT b int) LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE bad_procedure(a int DEFAULT 1, OUT b int) LANGUAGE sql AS 'SELECT 1';
