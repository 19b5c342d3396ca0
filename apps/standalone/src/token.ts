import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sampleOrganisation } from '@disclosure/directory-subgraph';
import { machineNow, StandaloneIssuer } from '@disclosure/platform-identity';
import type { TokenActor } from '@disclosure/platform-identity';
import { AGENCY_SCOPES } from '@disclosure/organisation';
import { roleLabel } from '@disclosure/workflow';

const USAGE = ['用法：npm run -s token -- <登录名> [--data <目录>]', '      npm run -s token -- --agency <机关代码> [--data <目录>]     其他机关的经办人',
  `      npm run -s token -- --agency <机关代码> --client [--scopes "<权限> …"] [--data <目录>]     其他机关的机器客户端；权限：${Object.keys(AGENCY_SCOPES).join('、')}，默认全部`,
  '      npm run -s token -- --list [--json]', ''].join('\n');

/** Prints a bearer token for a sample officer, a clerk or a machine client of another agency, or the list of officers. Standalone only: the issuer's key lies in the data folder. */
async function main(): Promise<number> {
  const parsed = readArguments();
  if (parsed === null) return 1;
  const { values, positionals } = parsed;
  if (values.list) {
    process.stdout.write(list(values.json ?? false));
    return 0;
  }
  const [login] = positionals;
  if (values.help || (login === undefined) === (values.agency === undefined)) {
    process.stdout.write(USAGE);
    return values.help ? 0 : 1;
  }
  const person = sampleOrganisation.people.find((candidate) => candidate.login === login);
  if (values.agency === undefined && !person) {
    process.stderr.write(`没有登录名“${login}”；用 --list 查看全部登录名。\n`);
    return 1;
  }
  const others = sampleOrganisation.agencies.filter(({ isOwn }) => !isOwn);
  if (values.agency !== undefined && !others.some(({ id }) => id === values.agency)) {
    process.stderr.write(`没有其他机关“${values.agency}”；有：${others.map(({ id }) => id).join('、')}。\n`);
    return 1;
  }
  const scopes = values.scopes?.split(/\s+/).filter((scope) => scope !== '') ?? Object.keys(AGENCY_SCOPES);
  const unknown = scopes.filter((scope) => !(scope in AGENCY_SCOPES));
  if (unknown.length > 0 || (values.agency === undefined && values.client === true) || (values.client !== true && values.scopes !== undefined)) {
    process.stderr.write(unknown.length > 0 ? `没有权限“${unknown.join('、')}”；有：${Object.keys(AGENCY_SCOPES).join('、')}。\n` : USAGE);
    return 1;
  }
  const data = resolve(values.data ?? 'data');
  try {
    await access(join(data, '.disclosure'));
  } catch {
    process.stderr.write(`${data} 不是平台的数据目录；请先启动平台，或用 --data 指明目录。\n`);
    return 1;
  }
  const issuer = await StandaloneIssuer.open({ dataFolder: data, nodeEnv: process.env['NODE_ENV'], allowSampleIdentities: values['allow-sample-identities'] ?? false });
  const token = person ? issuer.issueToken(person.login, person.id, machineNow()) : issuer.issue(outsider(values.agency as string, values.client === true ? scopes : null), machineNow());
  process.stdout.write(`${await token}\n`);
  return 0;
}

/** A clerk of another agency, or with scopes a machine client of its. */
const outsider = (agencyId: string, scopes: readonly string[] | null): TokenActor => (scopes === null ? { kind: 'AGENCY_CLERK', agencyId, clerkId: `clerk-${agencyId}` } : { kind: 'MACHINE', clientId: `client-${agencyId}`, agencyId, scopes });

/** Null, with a sentence said, on what is no option. */
function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { data: { type: 'string' }, list: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' }, agency: { type: 'string' }, client: { type: 'boolean' }, scopes: { type: 'string' }, 'allow-sample-identities': { type: 'boolean' } } });
  } catch (error) {
    process.stderr.write(`不认识的选项（${/'(-[^' ]*)/.exec((error as Error).message)?.[1] ?? '写法不正确'}）。\n${USAGE}`);
    return null;
  }
}

function list(json: boolean): string {
  const officers = sampleOrganisation.people.map((person) => {
    const held = sampleOrganisation.appointments.filter((appointment) => appointment.personId === person.id);
    const divisionIds = [...new Set(held.flatMap((appointment) => (appointment.divisionId === null ? [] : [appointment.divisionId])))];
    return {
      login: person.login, personId: person.id, name: person.name, offices: [...new Set(held.map((appointment) => appointment.office))],
      division: divisionIds.length === 1 ? (divisionIds[0] ?? null) : null, divisions: divisionIds,
    };
  });
  if (json) return `${JSON.stringify(officers, null, 2)}\n`;
  const nameOf = (id: string): string => sampleOrganisation.divisions.find((division) => division.id === id)?.name ?? id;
  return officers.map((officer) => `${officer.login.padEnd(20)}${officer.name}\t${officer.offices.map(roleLabel).join('、')}\t${officer.divisions.map(nameOf).join('、')}\n`).join('');
}

main().then((code) => process.exit(code), (error: unknown) => { process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`); process.exit(1); });
