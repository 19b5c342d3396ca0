import fc from 'fast-check';
import { isLuhn, isResidentId18, isUnifiedSocialCreditCode } from './checksums.ts';
import { findPersonalData } from './personal-data.rule.ts';

const kinds = (text: string): string[] => findPersonalData(text).map((finding) => `${finding.kind} ${finding.severity}`);

describe('resident identity numbers (GB 11643)', () => {
  it.each(['11010519491231002X', '440524188001010014', '11010519491231002x', '110105 19491231 002X', '110105-1949-1231-002X', '１１０１０５１９４９１２３１００２Ｘ', '11010519491231\n002X', '1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X'])(
    'finds %j',
    (number) => {
      const text = `联系人张某,身份证号:${number},住址`;
      const [finding, ...others] = findPersonalData(text);
      expect(finding).toMatchObject({ kind: 'RESIDENT_ID', severity: 'BLOCK', clause: 'A3-3' });
      expect(text.slice(finding?.from, finding?.to)).toBe(number);
      expect(others).toEqual([]);
    },
  );
  it('finds any number with a date and its check character, and no other of its seventeen neighbours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100000, max: 999999 }), fc.integer({ min: 1900, max: 2026 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 0, max: 999 }), (area, year, month, day, order) => {
        const body = `${area}${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}${String(order).padStart(3, '0')}`;
        const fitting = [...'0123456789X'].filter((check) => isResidentId18(body + check));
        expect(fitting).toHaveLength(1);
        expect(kinds(`号码 ${body}${fitting[0]}`)).toEqual(['RESIDENT_ID BLOCK']);
      }),
    );
  });
  it('refuses dates that do not exist and wrong check characters, but warns where the words say what it is', () => {
    expect(kinds('编号110105194913310020')).toEqual([]);
    expect(kinds('编号110105194912310021')).toEqual([]);
    expect(kinds('身份证号110105194912310021')).toEqual(['RESIDENT_ID WARN']);
  });
  it('knows the old number of fifteen digits', () => {
    expect(kinds('身份证号:110105491231002')).toEqual(['RESIDENT_ID BLOCK']);
    expect(kinds('编号 110105491231002')).toEqual(['RESIDENT_ID WARN']);
    expect(kinds('身份证号:110105491331002')).toEqual([]);
  });
});

describe('other numbers', () => {
  it.each(['13812345678', '138 1234 5678', '138-1234-5678', '+86 138 1234 5678', '8613812345678', '１３８１２３４５６７８', '138123\n45678'])('finds the mobile number %j', (number) => {
    expect(kinds(`手机:${number}。`)).toEqual(['MOBILE_NUMBER BLOCK']);
  });
  it('finds bank cards by Luhn and prefix or words, and leaves an IMEI alone', () => {
    expect(isLuhn('4111111111111111')).toBe(true);
    expect(kinds('6212 3412 3412 3412')).toEqual([]);
    expect(kinds('开户行某某银行,账号 4111 1111 1111 1111')).toEqual(['BANK_CARD BLOCK']);
    expect(kinds('IMEI 490154203237518')).toEqual([]);
    const card = [...'0123456789'].map((check) => `622202123456789012${check}`).find(isLuhn) as string;
    expect(kinds(card)).toEqual(['BANK_CARD BLOCK']);
  });
  it.each(['911522010783762860', '91340600MA2PBP2120', 'G1610000713522976L'])('tells the credit code %s as information (GB 32100)', (code) => {
    expect(isUnifiedSocialCreditCode(code)).toBe(true);
    expect(kinds(`统一社会信用代码:${code}`)).toEqual(['UNIFIED_SOCIAL_CREDIT_CODE INFO']);
  });
  it('refuses credit codes with a changed character', () => {
    expect(isUnifiedSocialCreditCode('91340600MA2PBP2121')).toBe(false);
    expect(isUnifiedSocialCreditCode('91340600MA2PBP212O')).toBe(false);
  });
  it('finds e-mail', () => expect(kinds('请寄zhang.san＠example.gov.cn')).toEqual(['EMAIL_ADDRESS WARN']));
  it.each(['2026年11月24日', '吉工信综合〔2020〕349号', '2026-11-24 10:30:00', '预算金额1234567.89元', '项目编号JLZC2026-110024-0013', '电话0431-88906321', 'ajv-formats@3.0.1', '0dabd3647f157 2020-09-21'])('sees nothing in %j', (text) => expect(kinds(text)).toEqual([]));
});
