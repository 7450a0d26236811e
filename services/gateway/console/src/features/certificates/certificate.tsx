// A certificate: as the register prints it, then what the record says besides.
import { useParams } from '@tanstack/react-router';
import type { Schemas } from '~/api/client';
import { useAnswer } from '~/api/queries';
import { useI18n } from '~/i18n';
import { RecordPage } from '~/record/page';
import { PaperFoot, PrintButton } from '~/record/print';
import { Loading, Troubled } from '~/shell/states';

type Printed = Schemas['audits.CertificateDocument'];

/** What is done at a site is said where it is not simply the whole scope. */
function Sites({ sites, scope }: { sites: Printed['sites']; scope: string }) {
  const { t, field: word } = useI18n();
  const own = sites.some((site) => site.scope !== scope);
  return (
    <table>
      <thead><tr><th scope="col">{word('siteIds')}</th><th scope="col">{word('address')}</th>{own && <th scope="col">{word('scope')}</th>}</tr></thead>
      <tbody>{sites.map((site) => <tr key={site.siteId}><td><strong>{site.name}</strong>{site.centralFunction && <> ({t('certificateCentral')})</>}</td><td>{site.address}</td>{own && <td className="prose">{site.scope}</td>}</tr>)}</tbody>
    </table>
  );
}

function Lapse({ lapse }: { lapse: NonNullable<Printed['lapse']> }) {
  const { t, day } = useI18n();
  return <p>{t('certificateLapse', { first: day(lapse.originalEffectiveOn), from: day(lapse.cycleFrom), until: day(lapse.cycleUntil), last: day(lapse.lastExpiresOn), audit: day(lapse.recertificationAuditOn) })}</p>;
}

function Document({ id, state }: { id: string; state: string }) {
  const { t, day, field: word, enumWord, codeWord } = useI18n();
  const answer = useAnswer<Printed>(['certificates', id, 'document']);
  if (answer.error) return <Troubled error={answer.error} />;
  if (!answer.data) return <Loading />;
  const printed = answer.data;
  const facts: [string, string][] = [
    [word('number'), printed.number], [word('effectiveOn'), day(printed.effectiveOn)], [word('expiresOn'), day(printed.expiresOn)], [word('revision'), String(printed.revision)], [word('state'), enumWord('audits.Certificate.State', state)],
    [word('applicabilityVersion'), printed.applicabilityVersion], [t('certificateTransition'), day(printed.transitionBy)],
  ];
  return (
    <>
      {printed.missing.length > 0 && <div className="quiet warn no-paper" role="status"><span>{t('certificateMissing')}</span> {printed.missing.map((code) => codeWord(code)).join(', ')}</div>}
      <article className="panel paper certificate" aria-label={t('certificateDocument')}>
        <div className="issuer">{printed.body}</div><div className="dim">{printed.bodyAddress}</div>
        <h2>{t('certificateTitle')}</h2>
        <div>{t('certificateHolder')}</div><div className="holder">{printed.holder}</div>
        <div>{t('certificateMeets')}</div><div className="standard">{printed.standard}{printed.edition && `:${printed.edition}`}</div>
        <p className="prose scope">{printed.scope}</p>
        <dl className="facts">{facts.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="num">{value}</dd></div>)}</dl>
        <Sites sites={printed.sites} scope={printed.scope} />
        {printed.lapse && <Lapse lapse={printed.lapse} />}
        {printed.bodyMark && <div>{printed.bodyMark}</div>}
        <small>{t('certificateFromRegister')}</small>
        <PaperFoot />
      </article>
    </>
  );
}

export function Certificate() {
  const { id } = useParams({ strict: false }) as { id: string };
  return (
    <RecordPage key={id} collection="certificates" id={id} subtitle={(certificate) => String(certificate['standard'])} buttons={() => <PrintButton />}>
      {(certificate) => <Document id={id} state={String(certificate.state)} />}
    </RecordPage>
  );
}
