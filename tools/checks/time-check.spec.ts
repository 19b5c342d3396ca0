import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkTime } from './time-check.ts';

describe('the time check', () => {
  it('finds nothing in this repository', () => {
    const { files, findings } = checkTime(fileURLToPath(new URL('../..', import.meta.url)));
    expect(findings).toEqual([]);
    expect(files).toBeGreaterThan(100);
  });

  it('reads tracked and new files, and neither ignored nor deleted ones', async () => {
    const root = await mkdtemp(join(tmpdir(), 'time-check-'));
    try {
      await mkdir(join(root, 'libs'));
      await mkdir(join(root, 'other'));
      for (const [name, text] of [['libs/a.ts', 'new Date()'], ['libs/b.sql', 'SELECT now()'], ['libs/ignored.ts', 'Date.now()'], ['libs/gone.ts', 'Date.now()'], ['other/c.ts', 'Date.now()'], ['.gitignore', 'ignored.ts']] as const) await writeFile(join(root, name), text);
      execFileSync('git', ['init', '-q'], { cwd: root });
      execFileSync('git', ['add', 'libs/a.ts', 'libs/gone.ts'], { cwd: root });
      await rm(join(root, 'libs/gone.ts'));
      expect(checkTime(root).findings.map(({ file, line, what }) => `${file}:${line} ${what}`)).toEqual(['libs/a.ts:1 Date', 'libs/b.sql:1 now()']);
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
