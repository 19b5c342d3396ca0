import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
export const BENCH = fileURLToPath(new URL('..', import.meta.url));
/** Where the cluster is kept between runs; git-ignored. */
export const DATA = `${BENCH}.data`;
/** A secret of the bench alone: no other platform derives its keys from it. */
export const SECRET = Buffer.from('bench'.repeat(13).slice(0, 64).padEnd(64, '0').replaceAll(/[^0-9a-f]/g, '7'), 'hex');
/** The platform's hour when a database is made, and while it is measured: the same day, so that what is due is the same in every run. */
export const MADE_AT = '2026-11-20T09:00:00+08:00';
export const NOW = '2026-11-20T10:00:00+08:00';
/** Raised when the generator changes, so that kept databases are made again. */
export const DATA_VERSION = 1;

export const databaseName = (disclosures: number): string => `bench_${disclosures}`;

/** The address of one of the cluster's databases. */
export function databaseUrl(ownerUrl: string, name: string): string {
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  return url.toString();
}
