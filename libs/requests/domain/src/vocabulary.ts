/** The words of this context, as the glossary spells them, with their Chinese labels. One spelling in code, graph and database. */
export const CHANNELS = { IN_PERSON: '当面提交', ORAL: '口头申请', REGISTERED_POST: '邮寄（签收）', ORDINARY_POST: '平常信函', ONLINE: '在线申请', FAX: '传真', EMAIL: '电子邮件' } as const;
export type SubmissionChannel = keyof typeof CHANNELS;

/** Channels whose day of receipt is the day both sides confirm, or the office confirms a letter (A2-6); the others need no confirmation. */
export const CONFIRMED_CHANNELS: readonly SubmissionChannel[] = ['ORDINARY_POST', 'ONLINE', 'FAX', 'EMAIL'];

export const APPLICANT_KINDS = {
  NATURAL_PERSON: '自然人', COMMERCIAL_ENTERPRISE: '商业企业', RESEARCH_INSTITUTION: '科研机构', PUBLIC_WELFARE_ORGANISATION: '社会公益组织', LEGAL_SERVICE_ORGANISATION: '法律服务机构', OTHER_ORGANISATION: '其他',
} as const;
export type ApplicantKind = keyof typeof APPLICANT_KINDS;

/** What the form asks of an applicant, and a form that came on paper may lack (A2-4, REQ-08). */
export const FORM_PARTS = { IDENTITY: '身份证明', CONTACT: '联系方式', EMAIL: '电子邮箱', POSTAL_ADDRESS: '通信地址' } as const;
export type FormPart = keyof typeof FORM_PARTS;

export const FORMS_OF_PROVISION = { PAPER_COPY: '纸质', ELECTRONIC_COPY: '电子', INSPECTION: '查阅', TRANSCRIPT: '抄录' } as const;
export type FormOfProvision = keyof typeof FORMS_OF_PROVISION;

export const MEANS_OF_SERVICE = { POST: '邮寄', EMAIL: '电子邮件', IN_PERSON: '当面领取', FAX: '传真', ONLINE: '在线' } as const;
export type MeansOfService = keyof typeof MEANS_OF_SERVICE;

export const STAGES = {
  SUBMITTED: '已提交（待确认）', REGISTERED: '已登记', ACCEPTED: '已受理', ASSIGNED: '已转办', DRAFTING: '拟办中', DIVISION_APPROVED: '处室负责人已审核',
  DEPUTY_APPROVED: '分管厅领导已审核', PRINCIPAL_APPROVED: '主要负责人已批准', REPLY_DRAFTED: '答复书已制作', REPLY_PROOFREAD: '已校核', SIGNED_OFF: '已签发',
  SERVED: '已送达', ABANDONED: '视为放弃', WITHDRAWN: '已撤回', NOT_PROCESSED: '不予处理', ARCHIVED: '已归档',
} as const;
export type Stage = keyof typeof STAGES;

/** Before SERVED and not an end. */
export const OPEN_STAGES: readonly Stage[] = ['SUBMITTED', 'REGISTERED', 'ACCEPTED', 'ASSIGNED', 'DRAFTING', 'DIVISION_APPROVED', 'DEPUTY_APPROVED', 'PRINCIPAL_APPROVED', 'REPLY_DRAFTED', 'REPLY_PROOFREAD', 'SIGNED_OFF'];
/** Served, or an end: nothing more is decided, and the file can be closed. */
export const CLOSED_STAGES: readonly Stage[] = (Object.keys(STAGES) as Stage[]).filter((stage) => !OPEN_STAGES.includes(stage) && stage !== 'ARCHIVED');
/** The same, archived or not: what follows a reply or an end (remedies, corrections) is not ended by the archive. */
export const AFTER_STAGES: readonly Stage[] = [...CLOSED_STAGES, 'ARCHIVED'];
/** A reply has gone out in this round. */
export const REPLIED_STAGES: readonly Stage[] = ['SERVED', 'ARCHIVED'];
/** What is shown while a hold is open. */
export const HOLD_STATES = { AWAITING_CLARIFICATION: '待补正', AWAITING_REASONS: '待说明理由', AWAITING_FEE: '待缴费' } as const;
export type HoldState = keyof typeof HOLD_STATES;

/** What applicants read of a stage: plain words, nothing of the inside (people.md). */
export const PLAIN_STAGES: Readonly<Record<Stage | keyof typeof HOLD_STATES, string>> = {
  SUBMITTED: '我们已收到您提交的申请，正在与您确认收到日期。', REGISTERED: '您的申请已登记，正在审查。', ACCEPTED: '您的申请已受理。', ASSIGNED: '您的申请正在办理。', DRAFTING: '您的申请正在办理。',
  DIVISION_APPROVED: '您的申请正在办理。', DEPUTY_APPROVED: '您的申请正在办理。', PRINCIPAL_APPROVED: '您的申请正在办理。', REPLY_DRAFTED: '答复书正在制作。', REPLY_PROOFREAD: '答复书正在制作。', SIGNED_OFF: '答复书已签发，正在送达。',
  SERVED: '答复书已送达。', ABANDONED: '您未在期限内补正或者缴费，视为放弃申请，本件不再处理。', NOT_PROCESSED: '您的申请不予处理，理由见告知书。', WITHDRAWN: '您已撤回申请。', ARCHIVED: '本件已办结归档。', AWAITING_CLARIFICATION: '请您按照补正告知书补正申请内容。', AWAITING_REASONS: '请您说明申请数量、频次的理由，我们将据此决定如何办理。', AWAITING_FEE: '请您按照收费通知缴纳信息处理费。',
};

/** What is sought against a reply, as the annual report tells the three apart (REM-11). */
export const REMEDY_KINDS = { RECONSIDERATION: '行政复议', LITIGATION_DIRECT: '未经复议直接起诉', LITIGATION_AFTER_RECONSIDERATION: '复议后起诉' } as const;
export type RemedyKind = keyof typeof REMEDY_KINDS;
export const REMEDY_RESULTS = { PENDING: '尚未审结', UPHELD: '结果维持', OVERTURNED: '结果纠正', OTHER: '其他结果' } as const;
export type RemedyResult = keyof typeof REMEDY_RESULTS;

/** What can be recorded wrongly of a case and corrected (foundations 3). */
export const CORRECTABLE_FACTS = { RECEIVED_ON: '收到申请之日', SERVED_ON: '送达之日', SERVICE_PROOF: '送达凭证' } as const;
export type CorrectableFact = keyof typeof CORRECTABLE_FACTS;

/** Which right of a third party a ground protects. */
export const THIRD_PARTY_RIGHTS = { TRADE_SECRET: '商业秘密', PERSONAL_PRIVACY: '个人隐私' } as const;
export type ThirdPartyRight = keyof typeof THIRD_PARTY_RIGHTS;

/** How the processing fee is counted (FEE-02): by one of the two, never both. */
export const FEE_METHODS = { PER_ITEM: '按件计收', PER_PAGE: '按量计收' } as const;

/** How a request ends that no reply decides: what the annual report counts then. */
export const END_OUTCOMES = { NOT_CLARIFIED: '逾期不补正', FEE_UNPAID: '逾期未缴费', WITHDRAWN: '撤回', UNREASONABLE_VOLUME: '数量、频次明显超过合理范围' } as const;
export type EndOutcome = keyof typeof END_OUTCOMES;
