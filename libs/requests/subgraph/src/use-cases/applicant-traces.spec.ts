import { bearsTrace, withoutTraces } from './applicant-traces.ts';

const TRACES = ['林晓雨', '220101199003070017', '13900001234', '长春市测试路9号'];

it('cuts out name, number and contact, however they are spaced', () => {
  expect(withoutTraces('本人林 晓雨（2201 0119 9003 070017），住长春市测试路9号，申请公开环评报告。', TRACES)).toBe('本人［个人信息］（［个人信息］），住［个人信息］，申请公开环评报告。');
});
it('leaves out a text whole in which a trace is written so that it cannot be cut', () => {
  const fullWidth = '电话１３９００００１２３４';
  expect(bearsTrace(fullWidth, TRACES)).toBe(true);
  expect(withoutTraces(fullWidth, TRACES)).toBe('（内容含申请人身份信息，未予转送）');
});
it('cuts out numbers that are anybody’s too, and nothing else', () => {
  expect(withoutTraces('请联系13800001111或 wang@example.com，文号吉环发〔2025〕12号，共120万元。', TRACES)).toBe('请联系［个人信息］或 ［个人信息］，文号吉环发〔2025〕12号，共120万元。');
  expect(withoutTraces('某公司2025年度环境影响评价报告书及批复', TRACES)).toBe('某公司2025年度环境影响评价报告书及批复');
});
it('does not take a trace for a pattern', () => expect(withoutTraces('a.b+c (x)', ['a.b+c', '.*'])).toBe('［个人信息］ (x)'));
