import { OFFICES } from '@disclosure/organisation';
import { makeCommonTypes } from '@disclosure/platform-graphql';
import { roleLabel } from '@disclosure/workflow';
import { registerEnumType } from 'type-graphql';

/** The value types of this subgraph; made once, since a class belongs to one subgraph. */
export const common = makeCommonTypes();

type Described = Readonly<Record<string, string>>;
/** An enum whose values are spelt in the graph as in code; `values` gives each its description. */
function described<V extends Described>(name: string, description: string, values: V): { readonly [K in keyof V]: K } {
  const byValue = Object.fromEntries(Object.keys(values).map((value) => [value, value])) as { [K in keyof V]: K };
  registerEnumType(byValue, { name, description, valuesConfig: Object.fromEntries(Object.entries(values).map(([value, text]) => [value, { description: text }])) as never });
  return byValue;
}

export const DAY_KIND_LABELS = { WORKING_DAY: '工作日', MAKE_UP_WORKING_DAY: '调休上班日', WEEKEND: '周末', HOLIDAY: '节假日' } as const;
export const DayKind = described('DayKind', 'What kind of day it is (日期类型).', {
  WORKING_DAY: 'An ordinary working day (工作日).', MAKE_UP_WORKING_DAY: 'A weekend day that is worked for a holiday (调休上班日).', WEEKEND: 'A weekend (周末).', HOLIDAY: 'A day off by the State Council’s arrangement or by statute (节假日).',
});
export const TIME_UNIT_LABELS = { WORKING_DAYS: '工作日', DAYS: '日', HOURS: '小时', MONTHS: '个月' } as const;
export const TimeUnit = described('TimeUnit', 'What a time limit is counted in (期限单位).', { WORKING_DAYS: 'Working days (工作日).', DAYS: 'Calendar days (日).', HOURS: 'Hours, around the clock (小时).', MONTHS: 'Months (月).' });
export const LimitDirection = described('LimitDirection', 'Which way a time limit is counted (计算方向).', { FORWARD: 'From the event on (向后).', BACKWARD: 'Back from the event: at least so long before it (提前).' });
export const Certainty = described('Certainty', 'How sure the source is (出处可靠程度).', {
  FULL_TEXT: 'Read in full (全文核对).', EXCERPT: 'Read in an excerpt (摘录).', SECONDARY: 'Known at second hand (转引).', GENERAL_KNOWLEDGE: 'Known, not verified (通识).', DESIGN: 'The platform’s own choice where the law is open (自定).',
});
export const GroundUse = described('GroundUse', 'Where a ground can be used (适用范围).', { REQUEST: 'For the whole of a request (申请).', REQUEST_PART: 'For a part of what was requested (部分).', PUBLICATION: 'For a publication (主动公开).' });
export const RemedyClass = described('RemedyClass', 'Which remedies a decision tells of (救济途径类别).', { R1: 'Reconsideration first (复议前置).', R2: 'Reconsideration or suit (复议或者诉讼).', R3: 'None: procedural notices (无).' });
export const DIVISION_KIND_LABELS = {
  DIVISION: '处室', AFFILIATED_INSTITUTION: '厅属事业单位', DISCLOSURE_OFFICE: '厅公开办', SECRECY_OFFICE: '保密委员会办公室', LEGAL_DIVISION: '法规处', GENERAL_OFFICE: '办公室', INFORMATION_CENTRE: '信息中心', LEADERSHIP: '厅领导',
} as const;
export const DivisionKind = described('DivisionKind', 'What kind of body a division is (机构类型).', {
  DIVISION: 'Division (处室).', AFFILIATED_INSTITUTION: 'Affiliated institution (厅属事业单位).', DISCLOSURE_OFFICE: 'Disclosure office (厅公开办).', SECRECY_OFFICE: 'Secrecy committee office (保密委员会办公室).',
  LEGAL_DIVISION: 'Legal affairs division (法规处).', GENERAL_OFFICE: 'General office (办公室).', INFORMATION_CENTRE: 'Information centre (信息中心).', LEADERSHIP: 'The department’s leaders (厅领导).',
});
export const Office = described('Office', 'An office that the procedures know (职务).', Object.fromEntries(OFFICES.map((office) => [office, `${roleLabel(office)}.`])));
export const BookName = described('BookName', 'One of the three books of reference (参考簿).', { calendar: 'Working days (日历簿).', law: 'Clauses, limits, grounds, outcomes, remedies (法规簿).', organisation: 'Agencies, divisions, people, offices (组织簿).' });
