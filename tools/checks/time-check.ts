// Refuses what would read a clock other than the platform's: node --import ./tools/register.mjs tools/checks/time-check.ts
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sqlFindings, timeFindings } from './time-rules.ts';
import type { Finding } from './time-rules.ts';

/** All findings of the repository at a folder: of files that are tracked, and of new ones that are not ignored. */
export function checkTime(root: string): { readonly files: number; readonly findings: readonly Finding[] } {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', 'libs', 'apps', 'tools', 'docker'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const files = [...new Set(listed.split('\0'))].filter((file) => /\.(?:ts|tsx|mts|sql)$/.test(file) && existsSync(join(root, file))).sort();
  const findings = files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    return file.endsWith('.sql') ? sqlFindings(file, source) : timeFindings(file, source);
  });
  return { files: files.length, findings };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, findings } = checkTime(fileURLToPath(new URL('../..', import.meta.url)));
  for (const { file, line, what, reason } of findings) console.error(`${file}:${line}: ${what}: ${reason}`);
  console.log(findings.length === 0 ? `${files} files read no clock but the platform's.` : `${findings.length} readings of a clock that is not the platform's, in ${files} files.`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
