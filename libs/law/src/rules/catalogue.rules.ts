import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section I of the table of rules. */
export const catalogueRules: readonly Rule[] = section('I. Platform and catalogue', [
  {
    id: 'CAT-01', trigger: 'public site',
    constraint: 'disclosure section 政府信息公开 with 指南, 制度, 法定主动公开内容, 年报 (+依申请公开)',
    clock: null, effect: null,
    source: '61号 [E/K]', clauses: ['SC-2019-61'], certainty: 'GENERAL_KNOWLEDGE', validFrom: '2020-12-31',
  },
  {
    id: 'CAT-02', trigger: 'entry',
    constraint: '索引号, 名称, 内容概述, 生成日期 mandatory; 文号, 发文机关, 主题分类, 成文日期, 发布日期, 有效性 where they exist',
    clock: null, effect: 'block',
    source: '条例 12; 61号', clauses: ['R-12', 'SC-2019-61'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CAT-03', trigger: '索引号',
    constraint: 'unique, never reused, never changed',
    clock: null, effect: 'constraint',
    source: 'standards.md', clauses: [], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'CAT-04', trigger: 'all public entries',
    constraint: 'search, view, download',
    clock: null, effect: null,
    source: '条例 24', clauses: ['R-24'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CAT-05', trigger: '内容概述',
    constraint: '≤100 characters (warn)',
    clock: null, effect: 'warn',
    source: '[E local]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
  {
    id: 'CAT-06', trigger: 'columns',
    constraint: 'blank column not allowed; stale alarms: 政策文件 6 mo, 统计 3 mo, 留言 2 mo, home page 2 weeks',
    clock: 'S last entry', effect: 'warn',
    source: '19号 [2/K]', clauses: ['SC-2019-19'], certainty: 'GENERAL_KNOWLEDGE', validFrom: '2019-05-15',
  },
  {
    id: 'CAT-07', trigger: 'policy ↔ interpretation',
    constraint: 'two-way link',
    clock: null, effect: 'warn',
    source: '47号 [K]', clauses: ['SC-2017-47'], certainty: 'GENERAL_KNOWLEDGE', validFrom: '2019-05-15',
  },
  {
    id: 'CAT-08', trigger: 'withdrawal',
    constraint: 'only with decision, reason, tombstone page',
    clock: null, effect: null,
    source: '[D]', clauses: [], certainty: 'DESIGN', validFrom: '2020-12-31',
  },
]);
