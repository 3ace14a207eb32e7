-- before
CREATE TABLE users (id int PRIMARY KEY, email text);
CREATE TABLE logins (id int PRIMARY KEY, user_id int REFERENCES users);

-- up
ALTER TABLE logins DROP CONSTRAINT logins_user_id_fkey;
ALTER TABLE users DROP CONSTRAINT users_pkey;
ALTER TABLE users ADD COLUMN uid uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE users ADD PRIMARY KEY (uid);

-- down
ALTER TABLE users DROP CONSTRAINT IF EXISTS users_pkey;
-- rows-lost: the values of `users.uid` are lost
ALTER TABLE users DROP COLUMN IF EXISTS uid;
-- may-fail: fails where rows of `users` have duplicates
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
-- may-fail: fails where rows of `logins` violate it
ALTER TABLE logins ADD CONSTRAINT logins_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
