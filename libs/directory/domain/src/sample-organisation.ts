import { localDate } from '@disclosure/kernel';
import type { Agency, Appointment, Division, Office, OrganisationBook, Person } from '@disclosure/organisation';

// The sample department of the standalone platform: the bodies are those of the notice, the people are invented. A department that
// uses the platform in earnest begins with a book of its own.

/** The day from which the notice holds. */
const from = localDate('2020-12-31');
const OWN = 'jlgxt';

const agency = (id: string, name: string, documentCode: string, bodyCode: string, contact: readonly [address: string, telephone: string, email: string], topics: readonly string[]): Agency => ({
  id, name, documentCode, bodyCode, contact: { address: contact[0], telephone: contact[1], email: contact[2] }, isOwn: id === OWN, topics,
});
const division = (id: string, name: string, kind: Division['kind'], topics: readonly string[]): Division => ({ id, agencyId: OWN, name, kind, topics, from, to: null, succeededBy: null });
const person = (login: string, name: string): Person => ({ id: `p-${login}`, name, login });
const holds = (login: string, office: Office, ...divisionIds: readonly string[]): readonly Appointment[] =>
  (divisionIds.length === 0 ? [null] : divisionIds).map((divisionId) => ({ personId: `p-${login}`, office, divisionId, from, to: null, standsFor: null }));

/** Telephone numbers and addresses of e-mail are invented, on ranges and domains that reach nobody. */
const agencies: readonly Agency[] = [
  agency(OWN, '吉林省工业和信息化厅', '吉工信', '013500001', ['长春市朝阳区示例大街1号', '0431-00000001', 'gongkai@jlgxt.example'], ['工业', '信息化', '中小企业', '软件服务业', '工业节能', '装备工业']),
  agency('jl-general-office', '吉林省人民政府办公厅', '吉政办', '013500010', ['长春市示例大街2号', '0431-00000010', 'gongkai@jlszb.example'], ['省政府文件', '政府信息公开指导', '省政府常务会议']),
  agency('jl-development-reform', '吉林省发展和改革委员会', '吉发改', '013500011', ['长春市示例大街3号', '0431-00000011', 'gongkai@jlfgw.example'], ['固定资产投资审批', '价格', '能源发展', '电力规划']),
  agency('jl-ecology', '吉林省生态环境厅', '吉环', '013500012', ['长春市示例大街4号', '0431-00000012', 'gongkai@jlsthj.example'], ['环境影响评价', '排污许可', '环境监测', '碳排放']),
  agency('jl-market-regulation', '吉林省市场监督管理厅', '吉市监', '013500013', ['长春市示例大街5号', '0431-00000013', 'gongkai@jlscjg.example'], ['企业登记', '产品质量', '食品安全', '标准化']),
  agency('jl-finance', '吉林省财政厅', '吉财', '013500014', ['长春市示例大街6号', '0431-00000014', 'gongkai@jlczt.example'], ['政府采购监督', '财政预算', '行政事业性收费']),
  agency('jl-emergency', '吉林省应急管理厅', '吉应急', '013500015', ['长春市示例大街7号', '0431-00000015', 'gongkai@jlyjgl.example'], ['安全生产', '危险化学品', '突发事件应对']),
  agency('jl-secrecy', '吉林省国家保密局', '吉保', '013500016', ['长春市示例大街8号', '0431-00000016', 'lianluo@jlbmj.example'], ['保密行政管理', '国家秘密确定']),
];

const divisions: readonly Division[] = [
  division('d-leaders', '厅领导', 'LEADERSHIP', []),
  division('d-general', '办公室', 'GENERAL_OFFICE', ['公文管理', '会议', '档案', '值班']),
  division('d-disclosure', '厅公开办', 'DISCLOSURE_OFFICE', ['政府信息公开', '政务公开', '依申请公开']),
  division('d-legal', '法规处', 'LEGAL_DIVISION', ['行政复议', '行政诉讼', '规范性文件审查', '行政执法监督']),
  division('d-secrecy', '保密委员会办公室', 'SECRECY_OFFICE', ['保密管理', '定密']),
  division('d-planning', '规划与投资处', 'DIVISION', ['工业发展规划', '技术改造', '工业投资', '专项资金']),
  division('d-energy', '节能与综合利用处', 'DIVISION', ['工业节能', '清洁生产', '资源综合利用', '绿色制造']),
  division('d-software', '信息化和软件服务业处', 'DIVISION', ['软件产业', '两化融合', '工业互联网', '大数据产业']),
  division('d-equipment', '装备工业处', 'DIVISION', ['装备制造', '首台套', '智能制造', '新能源汽车']),
  division('d-info', '厅经济信息中心', 'INFORMATION_CENTRE', ['门户网站', '政务新媒体', '信息系统运维']),
  division('d-sme', '省促进中小企业发展服务中心', 'AFFILIATED_INSTITUTION', ['中小企业服务', '融资服务', '创业辅导']),
];

const people: readonly Person[] = [
  person('handler', '李晓楠'), person('handler-2', '孙立群'), person('head', '王建国'), person('head-2', '赵明远'), person('deputy', '陈志远'), person('deputy-2', '刘春华'),
  person('office', '张文静'), person('office-head', '周海燕'), person('disclosure-deputy', '吴振东'), person('principal', '郑国栋'), person('secrecy', '马洪涛'),
  person('classification', '韩卫东'), person('legal', '杨思远'), person('group', '许德昌'), person('channel', '宋佳宁'), person('opinion', '何雨桐'), person('procurement', '罗永强'),
  person('analyst', '林若水'), person('auditor', '高敬业'), person('admin', '唐一凡'), person('general', '冯雪梅'), person('general-head', '董长青'),
];

const appointments: readonly Appointment[] = [
  holds('handler', 'CASE_HANDLER', 'd-planning'), holds('handler', 'DISCLOSURE_LIAISON', 'd-planning'),
  holds('handler-2', 'CASE_HANDLER', 'd-energy'), holds('handler-2', 'DISCLOSURE_LIAISON', 'd-energy'),
  holds('head', 'DIVISION_HEAD', 'd-planning'), holds('head-2', 'DIVISION_HEAD', 'd-energy'),
  holds('deputy', 'SUPERVISING_DEPUTY', 'd-planning', 'd-energy', 'd-software', 'd-equipment'),
  holds('deputy-2', 'SUPERVISING_DEPUTY', 'd-general', 'd-legal', 'd-info', 'd-sme', 'd-disclosure', 'd-secrecy'),
  holds('office', 'DISCLOSURE_OFFICER'), holds('office', 'CASE_HANDLER', 'd-disclosure'),
  holds('office-head', 'DISCLOSURE_OFFICE_HEAD'), holds('office-head', 'DIVISION_HEAD', 'd-disclosure'),
  holds('disclosure-deputy', 'DISCLOSURE_DEPUTY'), holds('principal', 'PRINCIPAL_LEADER'),
  holds('secrecy', 'SECRECY_OFFICER', 'd-secrecy'), holds('classification', 'CLASSIFICATION_OFFICER'), holds('legal', 'LEGAL_OFFICER', 'd-legal'),
  holds('group', 'LEADING_GROUP'), holds('channel', 'CHANNEL_OPERATOR', 'd-info'), holds('opinion', 'OPINION_OFFICER'), holds('procurement', 'PROCUREMENT_OFFICER'),
  holds('analyst', 'ANALYST'), holds('auditor', 'AUDITOR'), holds('admin', 'ADMINISTRATOR'),
  holds('general', 'CASE_HANDLER', 'd-general'), holds('general-head', 'DIVISION_HEAD', 'd-general'),
].flat();

/** Revision 1 of the sample department's book: one officer for each role, and two where separation of duties needs it. */
export const sampleOrganisation: OrganisationBook = { revision: 1, agencies, divisions, people, appointments };
