import { registerEnumType } from 'type-graphql';
import { makeCommonTypes, makePageArgs } from '@disclosure/platform-graphql';
import { APPLICANT_KINDS, CHANNELS, FORMS_OF_PROVISION, HOLD_STATES, MEANS_OF_SERVICE, STAGES, THIRD_PARTY_RIGHTS } from '@disclosure/requests-domain';

/** The value types as this subgraph speaks them. */
export const common = makeCommonTypes();
export const PageArgs = makePageArgs();

/** An enum of the graph from the words of the domain: each value's description is its Chinese label. */
export function enumOf<T extends Readonly<Record<string, string>>>(name: string, description: string, labels: T): { readonly [K in keyof T]: K } {
  const values = Object.fromEntries(Object.keys(labels).map((key) => [key, key])) as { readonly [K in keyof T]: K };
  registerEnumType(values, { name, description, valuesConfig: Object.fromEntries(Object.entries(labels).map(([key, label]) => [key, { description: label }])) as never });
  return values;
}

export const SubmissionChannel = enumOf('SubmissionChannel', 'How a request reached the agency (提交渠道, A2-5).', CHANNELS);
export const ApplicantKind = enumOf('ApplicantKind', 'The six kinds of applicant of the annual report (申请人类别).', APPLICANT_KINDS);
export const FormOfProvision = enumOf('FormOfProvision', 'The form in which information is wanted or given (提供形式).', FORMS_OF_PROVISION);
export const MeansOfService = enumOf('MeansOfService', 'The means by which a reply is served (获取途径).', MEANS_OF_SERVICE);
export const RequestStateEnum = enumOf('RequestState', 'Where a request stands (状态). An open hold shows before the stage. Applicants see ASSIGNED for everything inside the house.', { ...STAGES, ...HOLD_STATES });
export const Outcome = enumOf('RequestOutcome', 'What is decided on an item asked for (处理结果, A2-12).', {
  ALREADY_PUBLISHED: '已主动公开', DISCLOSED: '予以公开', PARTLY_DISCLOSED: '部分公开（区分处理）', WITHHELD: '不予公开', NOT_HELD: '信息不存在', OTHER_AGENCY: '不属于本机关负责公开', REQUIRES_CREATION: '需要加工、分析',
  STILL_UNCLEAR: '补正后仍不明确', PETITION_MATTER: '信访、投诉、举报', REPEATED: '重复申请', PUBLISHED_MATERIAL: '要求提供公开出版物', UNREASONABLE_VOLUME: '数量、频次明显超过合理范围', CONFIRM_OR_REISSUE: '要求确认或重新出具', SPECIAL_REGIME: '另有特别规定（行政查询事项）',
});
export const ThirdPartyRight = enumOf('ThirdPartyRight', 'Which right of a third party is protected (第三方合法权益), A1-7-3.', THIRD_PARTY_RIGHTS);
export const WithholdingGround = enumOf('WithholdingGround', 'Why information is withheld (不予公开的理由).', {
  STATE_SECRET: '国家秘密', FORBIDDEN_BY_LAW: '法律、行政法规禁止公开', SECURITY_AND_STABILITY: '三安全一稳定', THIRD_PARTY_RIGHTS: '第三方合法权益', INTERNAL_AFFAIRS: '内部事务信息', DELIBERATIVE: '过程性信息', ENFORCEMENT_FILE: '行政执法案卷信息', NOT_GOVERNMENT_INFORMATION: '不属于政府信息',
});
export const DocumentFormat = enumOf('DocumentFormat', 'File format of a letter (文件格式).', { DOCX: 'Word 文档', PDF: 'PDF 文档' });
export const ContributionStatus = enumOf('ContributionStatus', 'Whether a supporting division has given its material (配合处室材料状态).', { ASKED: '待提供', GIVEN: '已提供', WAIVED: '免予提供' });
