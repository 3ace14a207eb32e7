-- before
CREATE TABLE users (id int PRIMARY KEY, email text);
CREATE TABLE logins (id int, user_id int REFERENCES users);

-- up
ALTER TABLE logins DROP CONSTRAINT logins_user_id_fkey;
ALTER TABLE logins ADD CONSTRAINT logins_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;

-- down
ALTER TABLE logins DROP CONSTRAINT IF EXISTS logins_user_id_fkey;
-- may-fail: fails where rows of `logins` violate it
ALTER TABLE logins ADD CONSTRAINT logins_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
