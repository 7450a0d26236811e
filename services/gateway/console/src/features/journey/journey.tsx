// The whole way on one page: what is done, what is next, what blocks it, and the three-year cycle around it.
import { Progress } from '@mantine/core';
import { IconArrowRight, IconCheck, IconCircle, IconCircleDot, IconX } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schemas } from '~/api/client';
import { creating, offered, titleOf, type AnyRecord, type CommandKind } from '~/api/model';
import { addDays, useAnswer, useList, usePlace, useRecord } from '~/api/queries';
import { useI18n } from '~/i18n';
import { CommandButton } from '~/record/command';
import { nextOf } from '~/record/next';
import { RecordPage } from '~/record/page';
import { EnumTone } from '~/record/tone';
import { Reference } from '~/record/value';
import { PlaceLink, RecordLink } from '~/shell/links';
import { Loading } from '~/shell/states';
import { aheadOf } from './ahead';
import { marksOf, windowName } from './marks';
import { Windows } from './windows';
import { Years } from './years';

type Overview = Schemas['audits.JourneyOverview'];

function Cycle({ journey, overview }: { journey: AnyRecord; overview: Overview }) {
  const i18n = useI18n();
  const { t, enumWord, collectionWord } = i18n;
  const { today } = usePlace();
  const filter = `journeyId=${journey.id}`;
  const audits = useList('audits', { filter });
  const exercises = useList('exercises');
  const reviews = useList('management-reviews', { filter });
  const sessions = useList('sessions', { filter });
  const cycle = useRecord<Schemas['scheduling.Cycle'] & AnyRecord>('cycles', journey.state === 'CERTIFIED' ? journey.id : '');
  const waiting = [audits, exercises, reviews, sessions, cycle].some((answer) => answer.isLoading); // drawn once, when all is there
  const view = useMemo(
    () =>
      marksOf({
        today, overview, journey, ...(cycle.data && { cycle: cycle.data }),
        audits: audits.data?.items ?? [], exercises: exercises.data?.items ?? [], reviews: reviews.data?.items ?? [], sessions: sessions.data?.items ?? [],
        words: {
          cycle: t('journeyCertified'), steps: t('journeyStepsShort'), windows: t('journeyWindow'), expiry: t('journeyExpiry'), restore: t('journeyRestore'), audits: collectionWord('audits'), reviews: t('navReviews'), exercises: t('navExercises'), training: t('navTraining'),
          window: (key) => windowName(key, enumWord), audit: (audit) => enumWord('audits.AuditType', String(audit['type'])), title: (collection, record) => titleOf(collection, record, i18n), session: (session) => String(session['title']),
        },
      }),
    [today, overview, journey, cycle.data, audits.data, exercises.data, reviews.data, sessions.data, t, i18n, enumWord, collectionWord],
  );
  return (
    <section className="panel" aria-labelledby="cycle" style={{ marginBottom: 14 }}>
      <header><h2 id="cycle">{t('journeyCycle')}</h2></header>
      <div className="body" style={{ padding: '6px 14px 10px' }}>{waiting ? <Loading lines={5} /> : <Years from={view.from} to={view.to} lanes={view.lanes} />}
        <Windows windows={cycle.data?.windows ?? []} /></div>
    </section>
  );
}

function Steps({ overview }: { overview: Overview }) {
  const { t, day } = useI18n();
  const next = overview.steps.findIndex((step) => !step.doneOn);
  return (
    <section className="panel" aria-labelledby="steps">
      <header><h2 id="steps">{t('journeySteps')}</h2><span className="dim num">{overview.steps.filter((step) => step.doneOn).length} / {overview.steps.length}</span></header>
      <ol style={{ listStyle: 'none', margin: 0, padding: '4px 0' }}>
        {overview.steps.map((step, i) => (
          <li key={`${step.code}${i}`} style={{ display: 'grid', gridTemplateColumns: '22px 42px minmax(0,1fr) auto', gap: 8, padding: '5px 14px', alignItems: 'center', ...(i === next && { background: 'var(--go-soft)' }) }}>
            {step.doneOn ? <IconCheck size={16} color="var(--good)" aria-label={t('journeyDone')} /> : i === next ? <IconCircleDot size={16} color="var(--go)" aria-label={t('journeyNow')} /> : <IconCircle size={15} color="var(--dim)" aria-label={t('journeyTodo')} />}
            <span className="mono" style={{ color: 'var(--dim)' }}>{step.code}</span>
            <span style={{ minWidth: 0 }}>{step.title} {step.detail && <small className="dim">· {step.detail}</small>}</span>
            <span className="dim num">{step.doneOn && day(step.doneOn)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Next({ journey, overview }: { journey: AnyRecord; overview: Overview }) {
  const { t, enumWord } = useI18n();
  const { roles } = usePlace();
  const plan = offered('journeys', journey, roles);
  const certified = journey.state === 'CERTIFIED';
  const move = nextOf('journeys', journey, plan);
  return (
    <section className="panel" aria-labelledby="next" style={{ borderColor: 'var(--accent)' }}>
      <header><IconArrowRight size={17} color="var(--accent)" aria-hidden /><h2 id="next">{t('journeyNext')}</h2></header>
      <div className="body">
        <p style={{ margin: '0 0 10px', fontSize: 14.5 }}>{overview.nextStep}</p>
        {certified ? <AuditAhead journey={journey} otherwise={move} /> : move && <CommandButton variant="filled" asked={{ command: move, record: journey }} />}
        {Number(overview.openFindings) > 0 && (
          <p style={{ margin: '12px 0 0' }}>
            <PlaceLink to="findings" search={{ filter: `journeyId=${journey.id};state=RAISED` }}>{t('auditFindings')}: {Number(overview.openFindings)}</PlaceLink>
            {Number(overview.openMajors) > 0 && <> · <PlaceLink to="findings" search={{ filter: `journeyId=${journey.id};state=RAISED;grade=MAJOR` }}><span className="tone bad">{Number(overview.openMajors)} × {enumWord('audits.Grade', 'MAJOR')}</span></PlaceLink></>}
          </p>
        )}
      </div>
    </section>
  );
}
/** After certification: the audit of the window that is next, to be planned or to be moved on. */
function AuditAhead({ journey, otherwise }: { journey: AnyRecord; otherwise: CommandKind | undefined }) {
  const i18n = useI18n();
  const { roles } = usePlace();
  const cycle = useRecord<Schemas['scheduling.Cycle'] & AnyRecord>('cycles', journey.id);
  const audits = useList('audits', { filter: `journeyId=${journey.id}` });
  if (cycle.isLoading || !audits.data) return <Loading lines={1} />;
  const ahead = aheadOf(cycle.data?.windows ?? [], audits.data.items);
  if (!ahead) return otherwise ? <CommandButton variant="filled" asked={{ command: otherwise, record: journey }} /> : null;
  if (ahead.audit) {
    const next = nextOf('audits', ahead.audit, offered('audits', ahead.audit, roles));
    return (
      <>
        <p style={{ margin: '0 0 10px' }}><RecordLink collection="audits" id={ahead.audit.id}>{titleOf('audits', ahead.audit, i18n)}</RecordLink> <EnumTone type="audits.Audit.State" value={String(ahead.audit.state)} /></p>
        {next && <CommandButton variant="filled" asked={{ command: next, record: ahead.audit }} />}
      </>
    );
  }
  const [planning] = creating('audits', roles);
  const preset = { journeyId: journey.id, type: ahead.type, standards: journey['standards'], siteIds: journey['siteIds'] };
  return planning ? <CommandButton variant="filled" asked={{ command: planning, preset }}>{`${i18n.commandWord(planning.name)}: ${i18n.enumWord('audits.AuditType', ahead.type)}`}</CommandButton> : null;
}

function Readiness({ journey }: { journey: AnyRecord }) {
  const { t } = useI18n();
  const answer = useAnswer<Schemas['audits.Readiness']>(['journeys', journey.id, 'readiness']);
  if (!answer.data) return null;
  const { items, ready, milestoneM3 } = answer.data;
  const met = items.filter((item) => item.met).length;
  return (
    <section className="panel" aria-labelledby="ready">
      <header><h2 id="ready">{t('journeyReady')}</h2><span className={`tone ${ready ? 'good' : 'warn'}`}>{met} / {items.length}</span>{milestoneM3 && <span className="tone good">M3</span>}</header>
      <div className="body">
        <Progress value={(100 * met) / Math.max(1, items.length)} size={6} mb="sm" aria-label={t('journeyReadyHint', { met, all: items.length })} color={ready ? 'teal' : 'yellow'} />
        <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {[...items].sort((a, b) => Number(a.met) - Number(b.met)).map((item) => (
            <li key={item.code} style={{ display: 'flex', gap: 8, padding: '2px 0', alignItems: 'start' }}>
              {item.met ? <IconCheck size={15} color="var(--good)" style={{ flex: 'none', marginTop: 2 }} aria-label={t('yes')} /> : <IconX size={15} color="var(--bad)" style={{ flex: 'none', marginTop: 2 }} aria-label={t('no')} />}
              <span className={item.met ? 'dim' : ''}>{item.detail}</span>
            </li>
          ))}
        </ul>
        {answer.data.warnings.map((warning) => <p key={warning} className="tone warn" style={{ whiteSpace: 'normal', borderRadius: 6 }}>{warning}</p>)}
      </div>
    </section>
  );
}

function Certificates({ overview }: { overview: Overview }) {
  const { t, day, collectionWord } = useI18n();
  const { today } = usePlace();
  if (overview.certificates.length === 0) return null;
  return (
    <section className="panel" aria-label={collectionWord('certificates')}>
      <header><h2>{collectionWord('certificates')}</h2></header>
      <ul className="due">
        {overview.certificates.map((certificate) => (
          <li key={certificate.id} style={{ gridTemplateColumns: 'minmax(0,1fr) auto' }}>
            <span className="t"><RecordLink collection="certificates" id={certificate.id}>{certificate.standard}</RecordLink><small>{certificate.number} · {t('journeyExpiry')} {day(certificate.expiresOn)}</small></span>
            <span>{certificate.expiresOn < addDays(today, 180) && certificate.state === 'ACTIVE' ? <span className="tone warn">{day(certificate.expiresOn)}</span> : <EnumTone type="audits.Certificate.State" value={certificate.state} />}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Journey() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { t } = useI18n();
  const overview = useAnswer<Overview>(['journeys', id, 'overview']);
  return (
    <RecordPage key={id} collection="journeys" id={id}
      subtitle={(journey) => <span>{(journey['standards'] as string[]).join(' · ')} {journey['bodyId'] ? <> · <Reference collection="certification-bodies" id={String(journey['bodyId'])} /></> : null}</span>}
      wide={(journey) => overview.data && <Cycle journey={journey} overview={overview.data} />}
      buttons={(journey) => <PlaceLink to={`journeys/${journey.id}/quotations`}>{t('journeyQuotations')}</PlaceLink>}>
      {(journey) =>
        !overview.data ? <Loading /> : (
          <>
            <div style={{ display: 'grid', gap: 14, gridTemplateColumns: 'repeat(auto-fit, minmax(330px, 1fr))', alignItems: 'start' }}>
              <div className="stack"><Next journey={journey} overview={overview.data} /><Steps overview={overview.data} /></div>
              <div className="stack"><Certificates overview={overview.data} /><Readiness journey={journey} /></div>
            </div>
          </>
        )
      }
    </RecordPage>
  );
}
