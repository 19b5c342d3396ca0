/**
 * The letters and forms (文书) that are written so far, and what each may say: the declared fields are all that a template can
 * name. **Facts** come from the register (numbers, dates, names of divisions, texts of law) and are generated; **blocks** are
 * free text that people wrote and that a clearance covers (foundations 5).
 */

/** How a field's value looks: see `LetterInput`. */
export type FieldType =
  /** One line from the register. */
  | 'fact'
  /** A civil date; the letter writes it 2026年3月5日 (DOC-03). */
  | 'date'
  /** Several lines from the register, for `{{#each}}`; named alone, they are joined by 、. */
  | 'facts'
  /** Records of facts, for `{{#each}}`. */
  | 'rows'
  /** Free text of one line. */
  | 'phrase'
  /** Free text of one or more paragraphs. */
  | 'block';

export interface FieldDeclaration {
  readonly type: FieldType;
  /** Chinese name, shown in messages. */
  readonly label: string;
  /** The columns of `rows`, with their Chinese names. */
  readonly columns?: Readonly<Record<string, string>>;
}

const fact = (label: string) => ({ type: 'fact', label }) as const;
const date = (label: string) => ({ type: 'date', label }) as const;
const facts = (label: string) => ({ type: 'facts', label }) as const;
const rows = <C extends Record<string, string>>(label: string, columns: C) => ({ type: 'rows', label, columns }) as const;
const phrase = (label: string) => ({ type: 'phrase', label }) as const;
const block = (label: string) => ({ type: 'block', label }) as const;

/** What every letter knows from its envelope: filled by `composeLetter`, never by the caller. */
export const envelopeFields = {
  agency: fact('机关名称'), addressee: fact('受文者'), you: fact('对受文者的称呼'), number: fact('文号'), date: date('成文日期'),
  signedBy: fact('签发人'), contactName: fact('联系人'), contactPhone: fact('联系电话'), contactAddress: fact('联系地址'), authenticityCode: fact('文书验证码'),
} as const;

const request = { requestNumber: fact('登记编号'), receivedOn: date('收到申请之日'), requested: phrase('申请内容') } as const;
const signatures = rows('审核审批意见', { role: '环节', opinion: '意见', name: '签名', on: '日期' });

/** The fields of each kind, beside those of the envelope. */
export const letterFields = {
  /** 申请表 (D01): blank for whoever wants one on paper, filled in for the file. No purpose is asked for (REQ-09). */
  RequestForm: {
    requestNumber: fact('登记编号'), receivedOn: date('收到申请之日'), submittedOn: date('提交申请之日'), channel: fact('提交渠道'), kind: fact('申请人类别'), name: fact('姓名或者名称'), identityType: fact('证件名称'), identityNumber: fact('证件号码'), organisationCode: fact('统一社会信用代码'),
    representative: fact('法定代表人或者联系人'), telephone: fact('联系电话'), email: fact('电子邮箱'), postalAddress: fact('通信地址'), requested: phrase('所需信息名称'), documentNumber: phrase('所需信息文号'), description: block('其他特征性描述'),
    forms: fact('提供形式'), means: fact('获取途径'), assistance: block('提供的帮助和便利'), remarks: fact('说明'),
  },
  /** 登记回执 (D02). */
  Acknowledgement: { ...request, channel: fact('提交渠道'), form: fact('提供形式'), means: fact('获取途径'), dueOn: date('答复期限届满日'), trackingCode: fact('查询码'), queryAddress: fact('查询地址') },
  /** 转办单 (D03). */
  AssignmentSheet: {
    ...request, form: fact('提供形式'), means: fact('获取途径'), leadDivision: fact('牵头处室'), supportingDivisions: facts('配合处室'),
    internalDueOn: date('处室反馈期限'), dueOn: date('答复期限届满日'), assignedBy: fact('经办人'), remarks: block('拟办建议'),
  },
  /** 补正告知书 (D04). */
  ClarificationNotice: { ...request, supplyBy: date('补正期限届满日'), periodDays: fact('补正期限（工作日数）'), items: block('需要补正的事项'), guidance: block('补正指导') },
  /** 延期答复告知书 (D06). */
  ExtensionNotice: { ...request, dueOn: date('原答复期限届满日'), extendedTo: date('延长后的期限届满日'), extensionDays: fact('延长的工作日数'), reasons: block('延期理由') },
  /** 征求意见书 (D08, D10): to a third party or another agency. Nothing of the applicant is among its fields (DEC-15). */
  ConsultationLetter: { isThirdParty: fact('是否第三方'), answerDays: fact('提出意见的期限（工作日数）'), linkCode: fact('本件专用查询码'), content: block('拟公开的信息') },
  /** 意见回执, enclosed with it. */
  ConsultationAnswerForm: { consultationNumber: fact('征求意见书文号'), sentOn: date('发出日期'), answerDays: fact('提出意见的期限（工作日数）') },
  /** 公开决定告知书 (D12), to the third party. */
  ThirdPartyDisclosureNotice: { consultationNumber: fact('征求意见书文号'), sentOn: date('征求意见书发出日期'), objectedOn: date('提出不同意见之日'), disclosed: block('决定公开的内容'), reasons: block('公开的理由'), remedy: facts('救济途径') },
  /** 说明理由告知书 (D05). */
  ReasonsNotice: { ...request, findings: block('所认定的数量、频次'), periodDays: fact('说明理由期限（工作日数）'), giveBy: date('说明理由期限届满日') },
  /** 延迟答复告知书 (D07). */
  DelayedReplyNotice: { ...request, reasonsGivenOn: date('收到理由说明之日'), dueOn: date('原答复期限届满日'), delayDays: fact('延迟的工作日数'), delayedTo: date('延迟后的期限届满日'), reasons: block('延迟答复的原因') },
  /** 收费通知书 (D13): the computation, line by line. */
  FeeNotice: {
    ...request, method: fact('计收方式'), basis: fact('计算方法'), lines: rows('计算', { range: '区间', count: '数量', unitPrice: '单价', amount: '金额' }), total: fact('合计金额'), payBy: date('缴费期限届满日'), dispute: fact('对收费的救济'), reasons: block('收费理由'), splitReasons: block('拆分说明'),
  },
  /** 不再处理告知书 (D16): not clarified, or not paid. */
  AbandonmentRecord: {
    ...request, clarificationAskedOn: date('告知补正之日'), supplyBy: date('补正期限届满日'), feeNoticeOn: date('收费通知之日'), payBy: date('缴费期限届满日'), abandonedOn: date('不再处理之日'), remedy: facts('救济途径'),
  },
  /** 当场答复记录 (D23). */
  OnTheSpotRecord: { ...request, repliedOn: date('答复日期'), repliedBy: fact('答复人'), division: fact('承办处室'), recordedBy: fact('记录人'), publications: rows('已公开信息', { address: '网址' }), given: block('所提供的信息和答复内容') },
  /** 政府信息公开申请答复书 (D14, D15), one form per outcome. */
  ReplyLetter: {
    ...request, clarifiedOn: date('收到补正之日'), extendedTo: date('延长后的期限届满日'), clarificationAskedOn: date('告知补正之日'),
    clarification: block('补正后的申请内容'), information: block('所提供的信息'),
    form: fact('提供形式'), means: fact('获取途径'), ground: fact('不予公开的法定情形'), legalBasis: facts('法律依据'), reasons: block('理由'),
    publications: rows('已公开信息', { title: '标题', documentNumber: '文号', address: '网址' }), howToGet: block('获取的方式、途径和时间'),
    withheldParts: block('不予公开的部分'), notInformation: block('不属于政府信息的部分'), severance: block('区分处理情况'), searchRecord: block('检索情况'),
    agencies: rows('负责公开的机关', { name: '名称', contact: '联系方式' }),
    earlierRequestNumber: fact('原申请登记编号'), earlierNumber: fact('原答复文号'), earlierDate: date('原答复日期'),
    channelAdvice: block('提出信访、投诉、举报的渠道'), reasonsAskedOn: date('要求说明理由之日'), reasonsGivenOn: date('收到理由说明之日'),
    regimeLaw: fact('特别规定的名称和条款'), remedy: facts('救济途径'),
    decisions: rows('分项处理', { outcome: '处理结果', basis: '依据' }),
  },
  /** 对答复异议的解释 (A1-18). */
  ReplyExplanation: { ...request, replyNumber: fact('答复书文号'), repliedOn: date('答复日期'), contestedOn: date('提出异议之日'), explanation: block('解释内容') },
  /** 更正答复书 (D17): corrected, directed to the agency that can, or declined; one of `corrected`, `competent`, `reasons`. */
  CorrectionReply: {
    ...request, evidence: block('申请人所称的不准确之处'), corrected: block('更正情况'), correctedOn: date('更正之日'), competent: rows('有权更正的机关', { name: '名称', contact: '联系方式' }), reasons: block('不予更正的理由'), remedy: facts('救济途径'),
  },
  /** 保密审查表 (D21). */
  ReviewSheet: {
    reviewNumber: fact('审查编号'), title: phrase('信息名称'), documentNumber: fact('文号'), indexNumber: fact('索引号'), formedOn: date('产生日期'), division: fact('制作或者获取处室'),
    source: fact('信息来源'), mode: fact('拟公开方式'), extent: fact('拟公开形式'), channels: facts('拟公开渠道'), digest: fact('内容摘要值'), findings: rows('审查要点', { point: '要点', place: '位置', handling: '处理' }),
    contentReview: fact('内容审核结论'), secrecyReview: fact('保密审查结论'), legalBasis: facts('依据条款'), redactionNote: block('删减说明'), referral: block('报请确定及答复'), signatures,
  },
  /** 信息公开审批单 (D19). */
  DisclosureApprovalForm: {
    title: phrase('信息名称'), documentNumber: fact('文号'), indexNumber: fact('索引号'), formedOn: date('产生日期'), dueOn: date('公开期限届满日'), division: fact('信息拥有处室'), handler: fact('承办人'), category: fact('目录类目'),
    mode: fact('公开方式'), extent: fact('公开形式'), channels: facts('公开渠道'), reasons: block('公开意见及理由'), signatures,
  },
  /** 送达回证 (D22). */
  ServiceReceipt: {
    requestNumber: fact('登记编号'), letterTitle: fact('送达文书名称'), letterNumber: fact('送达文书文号'), means: fact('送达方式'), place: fact('送达地点'), servedOn: date('送达日期'), waybill: fact('邮件号码'),
    server: fact('送达人'), recipient: fact('签收人'), remarks: block('备注'),
  },
  /** 归档封面. */
  ArchiveCover: {
    ...request, outcome: fact('办理结果'), replyNumber: fact('答复书文号'), servedOn: date('送达日期'), division: fact('承办处室'), archivedOn: date('归档日期'), retention: fact('保管期限'), archivedBy: fact('立卷人'),
    documents: rows('卷内文件', { name: '名称', on: '日期', pages: '页数' }),
  },
} as const satisfies Record<string, Record<string, FieldDeclaration>>;

export type LetterKind = keyof typeof letterFields;
export const letterKinds = Object.keys(letterFields) as readonly LetterKind[];

/** Letters beside the reply that decide something about the one addressed: only they tell of a remedy. */
export const decidingKinds: readonly LetterKind[] = ['CorrectionReply', 'ThirdPartyDisclosureNotice', 'AbandonmentRecord'];

/** Outcomes for which a reply letter is written; each is a form of `ReplyLetter` with a template of its own. */
export const replyForms = [
  'ALREADY_PUBLISHED', 'DISCLOSED', 'PARTLY_DISCLOSED', 'WITHHELD', 'NOT_HELD', 'OTHER_AGENCY', 'REQUIRES_CREATION', 'STILL_UNCLEAR', 'REPEATED',
  'PETITION_MATTER', 'PUBLISHED_MATERIAL', 'UNREASONABLE_VOLUME', 'CONFIRM_OR_REISSUE', 'SPECIAL_REGIME',
  // Several outcomes in one case, item by item.
  'COMBINED',
] as const;
export type ReplyForm = (typeof replyForms)[number];

/** Cannot be provided (U) or not processed (X): such a letter never says 不予公开, which is another decision (DEC-10). */
export const neverCalledWithholding: readonly ReplyForm[] = [
  'NOT_HELD', 'OTHER_AGENCY', 'REQUIRES_CREATION', 'STILL_UNCLEAR', 'REPEATED', 'PETITION_MATTER', 'PUBLISHED_MATERIAL', 'UNREASONABLE_VOLUME', 'CONFIRM_OR_REISSUE',
];

type ValueOf<D> = D extends { type: 'facts' } ? readonly string[] : D extends { type: 'rows'; columns: infer C } ? readonly { readonly [N in keyof C]?: string }[] : string;
type NamesOf<K extends LetterKind, T extends FieldType> = { [N in keyof (typeof letterFields)[K]]: (typeof letterFields)[K][N] extends { type: T } ? N : never }[keyof (typeof letterFields)[K]];

/** The register facts of a kind. All optional here: which ones are needed is what its template names outside `{{#if}}`. */
export type FactsOf<K extends LetterKind> = { readonly [N in NamesOf<K, 'fact' | 'date' | 'facts' | 'rows'>]?: ValueOf<(typeof letterFields)[K][N]> };
/** The free text of a kind: what a clearance must cover. */
export type BlocksOf<K extends LetterKind> = { readonly [N in NamesOf<K, 'phrase' | 'block'>]?: string };

/** All fields that a template of this kind may name. */
export function fieldsOf(kind: LetterKind): Readonly<Record<string, FieldDeclaration>> {
  return { ...envelopeFields, ...letterFields[kind] };
}

export const isFreeText = (declaration: FieldDeclaration): boolean => declaration.type === 'phrase' || declaration.type === 'block';
