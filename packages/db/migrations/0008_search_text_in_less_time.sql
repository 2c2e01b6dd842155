-- All of them answer what they did before, in less time: that is a fifth of what adding a lead takes.

-- Most texts are ASCII, which is as it is once it is normalized.
CREATE OR REPLACE FUNCTION searchable(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT lower(regexp_replace(
		CASE WHEN octet_length(value) = length(value) THEN value ELSE normalize(value, NFKD) END, '[\u0300-\u036f''\u2019`]', '', 'g'))
$$;--> statement-breakpoint
-- As a procedure it is not started anew for each lead.
CREATE OR REPLACE FUNCTION lead_search_text(name text, email text, aliases text[], phone text, postcode text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	given text := concat_ws(' ', name, email, nullif(array_to_string(aliases, ' '), ''), substr(phone, 2), replace(postcode, ' ', ''));
BEGIN
	RETURN ' ' || searchable(given);
END $$;--> statement-breakpoint
-- Eight numbers in one expression: starting one takes as long as what it does, and so does counting characters from the beginning of
-- the whole text.
CREATE OR REPLACE FUNCTION search_grams(workspace_id uuid, value text) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	workspace text := workspace_id::text;
	word text;
	last integer := length(value) - 2;
	next integer := 1;
	part text;
	grams integer[] := '{}';
BEGIN
	FOREACH word IN ARRAY string_to_array(value, ' ') LOOP
		grams := grams || hashtext(workspace || ' ' || left(word, 1));
	END LOOP;
	WHILE next + 7 <= last LOOP
		part := substr(value, next, 10);
		grams := grams || ARRAY[
			hashtext(workspace || left(part, 3)), hashtext(workspace || substr(part, 2, 3)),
			hashtext(workspace || substr(part, 3, 3)), hashtext(workspace || substr(part, 4, 3)),
			hashtext(workspace || substr(part, 5, 3)), hashtext(workspace || substr(part, 6, 3)),
			hashtext(workspace || substr(part, 7, 3)), hashtext(workspace || substr(part, 8, 3))
		];
		next := next + 8;
	END LOOP;
	FOR place IN next .. last LOOP
		grams := grams || hashtext(workspace || substr(value, place, 3));
	END LOOP;
	RETURN grams;
END $$;
