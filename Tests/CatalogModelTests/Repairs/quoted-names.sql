-- before
CREATE TABLE "Order Items" (id int, "Unit" text);

-- up
ALTER TABLE "Order Items" RENAME COLUMN "Unit" TO unit;
ALTER TABLE "Order Items" ADD COLUMN "user" int;
CREATE INDEX ON "Order Items" ("user");

-- down
ALTER TABLE IF EXISTS "Order Items" RENAME COLUMN unit TO "Unit";
DROP INDEX IF EXISTS "Order Items_user_idx";
-- rows-lost: the values of `"Order Items"."user"` are lost
ALTER TABLE "Order Items" DROP COLUMN IF EXISTS "user";
