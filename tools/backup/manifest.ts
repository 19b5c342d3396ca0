/** One table in a backup. `sha256` is of its rows as COPY's text, in the order of the backup. */
export interface TableRecord { readonly schema: string; readonly table: string; readonly columns: readonly string[]; readonly rows: number; readonly bytes: number; readonly sha256: string }
/** How far a sequence had counted; null where it was never used. */
export interface SequenceRecord { readonly schema: string; readonly sequence: string; readonly last: string | null }
/** A migration step as the database had it. */
export interface StepRecord { readonly schema: string; readonly name: string; readonly digest: string }

/** COPY: our own reading by PostgreSQL's COPY. PG_DUMP: PostgreSQL's own tool, for the rows alone. */
export type Method = 'copy' | 'pg_dump';

/** What a backup says of itself: its last word, signed. */
export interface Manifest {
  readonly format: 1;
  readonly method: Method;
  /** Server's version, as it calls itself. */
  readonly postgres: string;
  /** Business time of the snapshot, for people. */
  readonly at: string;
  readonly steps: readonly StepRecord[];
  readonly tables: readonly TableRecord[];
  readonly sequences: readonly SequenceRecord[];
  /** Ciphertexts of the file store. */
  readonly files: { readonly count: number; readonly bytes: number };
  readonly withKeys: boolean;
  /** SHA-256 of every byte of the archive before the manifest. */
  readonly contents: string;
}

/** Names inside an archive. */
export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';
export const tablePrefix = (schema: string, table: string): string => `tables/${schema}.${table}/`;
export const DUMP_PREFIX = 'database/';
/** Folders and files of the data folder, by where they go back to. */
export const FOLDER_PREFIX = 'folder/';
