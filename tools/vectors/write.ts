import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';

// `npm run vectors -- --out FOLDER`: the conformance vectors with a list of their digests, for other departments' systems.
const data = fileURLToPath(new URL('./data', import.meta.url));
const { values } = parseArgs({ options: { out: { type: 'string' } } });
const out = resolve(values.out ?? 'vectors');
mkdirSync(out, { recursive: true });
const digests = readdirSync(data).filter((name) => name.endsWith('.json')).sort().map((name) => {
  const bytes = readFileSync(join(data, name));
  writeFileSync(join(out, name), bytes);
  return `${createHash('sha256').update(bytes).digest('hex')}  ${name}`;
});
writeFileSync(join(out, 'SHA256SUMS'), `${digests.join('\n')}\n`);
process.stdout.write(`${digests.length} files written to ${out}\n`);
