import { contextFoundation } from '@disclosure/platform-persistence';
import type { SchemaMigrations } from '@disclosure/platform-persistence';

/** Schema `directory`: who published which revision of a book, when and why. The books themselves are in `reference`. */
export const directoryMigrations: SchemaMigrations = {
  schema: 'directory',
  steps: [contextFoundation('directory'), {
    name: '002-book-revisions',
    sql: `
CREATE TABLE directory.book_revision (
  book text NOT NULL, revision integer NOT NULL,
  digest platform.digest NOT NULL,
  event_id text NOT NULL UNIQUE REFERENCES directory.event (id),
  event_type text NOT NULL,
  published_at platform.instant NOT NULL,
  effective_on date NOT NULL,
  -- What was done, as the workflow table calls it; the administrator's own reason is a free text of the stream.
  note text NOT NULL,
  person_id text, acting_as text NOT NULL,
  reason_id text REFERENCES directory.free_text (id),
  PRIMARY KEY (book, revision),
  FOREIGN KEY (book, revision) REFERENCES reference.book (book, revision));
GRANT SELECT, INSERT ON directory.book_revision TO directory_write;
GRANT SELECT ON directory.book_revision TO directory_read;
ALTER TABLE directory.book_revision ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON directory.book_revision TO directory_write USING (true) WITH CHECK (true);
-- Who changed a book, and why, is the staff's to know.
CREATE POLICY officers ON directory.book_revision FOR SELECT TO directory_read USING (current_setting('disclosure.viewer')::jsonb->>'kind' = 'OFFICER');
CREATE POLICY officers ON directory.free_text FOR SELECT TO directory_read USING (current_setting('disclosure.viewer')::jsonb->>'kind' = 'OFFICER');
CREATE POLICY anybody ON directory.stream FOR SELECT TO directory_read USING (true);
`,
  }],
};
