import { Arg, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { LocalDate } from '@disclosure/kernel';
import { LocalDateScalar } from '@disclosure/platform-graphql';
import { readAsViewer } from '@disclosure/platform-subgraph';
import { trackingHash } from '../use-cases/tracking.ts';
import type { RequestsContext } from './context.ts';
import { AgencyStub } from './request.type.ts';

@ObjectType({ simpleResolvers: true, description: 'A letter that the agency issued (已发出的文书), as its code shows it.' })
class IssuedLetter {
  @Field(() => AgencyStub, { description: 'Who issued it (发文机关).' }) agency!: { id: string };
  @Field(() => String, { description: 'Name (名称).' }) title!: string;
  @Field(() => String, { description: 'Number (文号).' }) number!: string;
  @Field(() => LocalDateScalar, { description: 'Date (成文日期).' }) issuedOn!: string;
  @Field(() => String, { description: 'SHA-256 of the PDF as it went out: a copy that differs in one byte has another (摘要值).' }) pdfDigest!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A blank form to be filled in by hand (空白表单).' })
class BlankForm {
  @Field(() => String, { description: 'Name (名称).' }) title!: string;
  @Field(() => String, { description: 'Word file (docx 地址).' }) docxUrl!: string;
  @Field(() => String, { description: 'PDF (地址).' }) pdfUrl!: string;
}

/** What anybody may ask about letters and forms, without any case. */
@Resolver()
export class IssuedLetterResolver {
  @Query(() => IssuedLetter, { nullable: true, description: 'The letter that bears this code (文书验证码), for whoever holds it; null where there is none: then it is not ours (文书真伪查询).' })
  async issuedLetter(@Arg('code', () => String, { description: 'The code at the letter\'s foot; spaces, hyphens and case do not matter (文书验证码).' }) code: string, @Ctx() context: RequestsContext): Promise<object | null> {
    if (code.length > 100) return null;
    const [found] = await readAsViewer(context, (q) => q.query<{ agency_id: string; title: string; number: string; issued_on: LocalDate; pdf_digest: string }>('SELECT agency_id, title, number, issued_on, pdf_digest FROM requests.letter_of_code($1)', [trackingHash(code)]));
    return found ? { agency: { id: found.agency_id }, title: found.title, number: found.number, issuedOn: found.issued_on, pdfDigest: found.pdf_digest } : null;
  }

  @Query(() => BlankForm, { description: 'The blank request form (空白的政府信息公开申请表), for whoever asks on paper; lasting addresses.' })
  requestForm(): object {
    return { title: '政府信息公开申请表', docxUrl: '/files/form.request.docx', pdfUrl: '/files/form.request.pdf' };
  }
}
