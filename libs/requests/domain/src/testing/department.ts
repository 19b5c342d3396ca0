import { localDate } from '@disclosure/kernel';
import type { Actor, Appointment, Division, Office, OrganisationBook } from '@disclosure/organisation';

const from = localDate('2020-12-31');
const division = (id: string, name: string, kind: Division['kind'] = 'DIVISION'): Division => ({ id, agencyId: 'jlgxt', name, kind, topics: [], from, to: null, succeededBy: null });
const holds = (login: string, office: Office, ...divisionIds: readonly string[]): readonly Appointment[] =>
  (divisionIds.length === 0 ? [null] : divisionIds).map((divisionId) => ({ personId: `p-${login}`, office, divisionId, from, to: null, standsFor: null }));

const NAMES: Readonly<Record<string, string>> = {
  handler: '李晓楠', 'handler-2': '孙立群', 'handler-3': '白雨', head: '王建国', 'head-2': '赵明远', deputy: '陈志远', 'deputy-2': '刘春华', office: '张文静', 'office-2': '齐小满', 'office-head': '周海燕',
  'disclosure-deputy': '吴振东', principal: '郑国栋', secrecy: '马洪涛', legal: '杨思远', analyst: '林若水', auditor: '高敬业', admin: '唐一凡', general: '冯雪梅', 'general-head': '董长青', many: '钱多任', group: '罗秉正',
};

/** The offices of the department that tests work in; ids are `p-<login>`. */
const appointments = [
  holds('handler', 'CASE_HANDLER', 'd-planning'), holds('handler', 'DISCLOSURE_LIAISON', 'd-planning'), holds('handler-2', 'CASE_HANDLER', 'd-energy'), holds('handler-2', 'DISCLOSURE_LIAISON', 'd-energy'),
  holds('handler-3', 'CASE_HANDLER', 'd-planning'), holds('head', 'DIVISION_HEAD', 'd-planning'), holds('head-2', 'DIVISION_HEAD', 'd-energy'),
  holds('deputy', 'SUPERVISING_DEPUTY', 'd-planning', 'd-energy', 'd-software', 'd-equipment'), holds('deputy-2', 'SUPERVISING_DEPUTY', 'd-general', 'd-legal', 'd-disclosure'),
  holds('office', 'DISCLOSURE_OFFICER'), holds('office', 'CASE_HANDLER', 'd-disclosure'), holds('office-2', 'DISCLOSURE_OFFICER'), holds('office-head', 'DISCLOSURE_OFFICE_HEAD'), holds('office-head', 'DIVISION_HEAD', 'd-disclosure'),
  holds('disclosure-deputy', 'DISCLOSURE_DEPUTY'), holds('principal', 'PRINCIPAL_LEADER'), holds('secrecy', 'SECRECY_OFFICER', 'd-secrecy'), holds('legal', 'LEGAL_OFFICER', 'd-legal'),
  holds('analyst', 'ANALYST'), holds('auditor', 'AUDITOR'), holds('admin', 'ADMINISTRATOR'), holds('general', 'CASE_HANDLER', 'd-general'), holds('general-head', 'DIVISION_HEAD', 'd-general'),
  holds('group', 'LEADING_GROUP'),
  // Holds every office of the way to a reply: what separation of duties is for.
  holds('many', 'CASE_HANDLER', 'd-planning'), holds('many', 'DIVISION_HEAD', 'd-planning'), holds('many', 'SUPERVISING_DEPUTY', 'd-planning'), holds('many', 'DISCLOSURE_DEPUTY'), holds('many', 'PRINCIPAL_LEADER'),
].flat();

/** A small department for tests. */
export const testDepartment: OrganisationBook = {
  revision: 1,
  agencies: [
    { id: 'jlgxt', name: '吉林省工业和信息化厅', documentCode: '吉工信', bodyCode: '013500001', contact: { address: '长春市示例大街1号', telephone: '0431-00000001', email: 'gongkai@jlgxt.example' }, isOwn: true, topics: [] },
    { id: 'jl-ecology', name: '吉林省生态环境厅', documentCode: '吉环', bodyCode: '013500012', contact: { address: '长春市示例大街4号', telephone: '0431-00000012', email: 'gongkai@jlsthj.example' }, isOwn: false, topics: ['环境影响评价'] },
    { id: 'jl-finance', name: '吉林省财政厅', documentCode: '吉财', bodyCode: '013500014', contact: { address: '长春市示例大街6号', telephone: '0431-00000014', email: 'gongkai@jlczt.example' }, isOwn: false, topics: ['财政预算'] },
  ],
  divisions: [
    division('d-planning', '规划与投资处'), division('d-energy', '节能与综合利用处'), division('d-software', '信息化和软件服务业处'), division('d-equipment', '装备工业处'), division('d-general', '办公室', 'GENERAL_OFFICE'),
    division('d-legal', '法规处', 'LEGAL_DIVISION'), division('d-secrecy', '保密委员会办公室', 'SECRECY_OFFICE'), division('d-disclosure', '厅公开办', 'DISCLOSURE_OFFICE'),
    { ...division('d-closed', '原材料处'), to: localDate('2024-06-30') },
  ],
  people: Object.entries(NAMES).map(([login, name]) => ({ id: `p-${login}`, name, login })),
  appointments,
};

export const officer = (login: string): Actor => ({ kind: 'OFFICER', personId: `p-${login}` });
