import type { Role } from '@disclosure/organisation';

const LABELS: Readonly<Record<Role, string>> = {
  DISCLOSURE_LIAISON: '政务公开信息员', CASE_HANDLER: '承办人', DIVISION_HEAD: '处室负责人', SUPERVISING_DEPUTY: '分管厅领导',
  DISCLOSURE_DEPUTY: '分管政府信息公开的厅领导', PRINCIPAL_LEADER: '厅主要负责人', DISCLOSURE_OFFICER: '厅公开办工作人员',
  DISCLOSURE_OFFICE_HEAD: '厅公开办负责人', SECRECY_OFFICER: '厅保密办工作人员', CLASSIFICATION_OFFICER: '定密责任人', LEGAL_OFFICER: '法规处工作人员',
  LEADING_GROUP: '政务公开领导小组', CHANNEL_OPERATOR: '渠道操作员', OPINION_OFFICER: '舆情经办人', PROCUREMENT_OFFICER: '采购经办人',
  ANALYST: '分析员', AUDITOR: '审计员', ADMINISTRATOR: '管理员', APPLICANT: '申请人', THIRD_PARTY: '第三方', AGENCY_LIAISON: '其他机关经办人',
  MACHINE: '机器客户端', PUBLIC: '公众', TIMER: '系统',
};

/** The Chinese name of a role, as every message and document shows it. */
export const roleLabel = (role: Role): string => LABELS[role];
