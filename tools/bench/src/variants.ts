import pg from 'pg';
import { enterprise, FOUND_BY_A_NAME } from './data/texts.ts';
import { VARIANTS } from './questions.ts';
import type { Variants } from './requests.ts';

const FULL_TEXT_EVERY = 50;

/** Addresses spread over the archive (of items with texts of full length), and names of enterprises. */
export async function variantsOf(databaseUrl: string, disclosures: number): Promise<Variants> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const places = disclosures / FULL_TEXT_EVERY;
    const { rows } = await client.query<{ address: string }>(
      `SELECT address FROM (SELECT address, row_number() OVER (ORDER BY first_published_on, index_number) - 1 AS at FROM publication.entry) AS numbered WHERE at % $1 = 0 AND address IN (SELECT address FROM publication.live_disclosure) ORDER BY at LIMIT $2`,
      [FULL_TEXT_EVERY * Math.max(1, Math.floor(places / VARIANTS)), VARIANTS]);
    const names = disclosures / FOUND_BY_A_NAME;
    return { addresses: rows.map(({ address }) => address), names: Array.from({ length: VARIANTS }, (_, at) => enterprise(Math.floor((at * names) / VARIANTS))) };
  } finally {
    await client.end();
  }
}
