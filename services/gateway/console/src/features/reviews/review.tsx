// A management review: every input treated, who was there, what was decided, and what became of it.
import { useParams } from '@tanstack/react-router';
import { commandNamed, fieldsOfRecord, mayGive, type AnyRecord } from '~/api/model';
import type { Schemas } from '~/api/client';
import { useList, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { CommandButton } from '~/record/command';
import { RecordPage } from '~/record/page';
import { PaperFoot, PrintButton } from '~/record/print';
import { EnumTone } from '~/record/tone';
import { Fields, MiniTable, Reference } from '~/record/value';
import { RecordLink } from '~/shell/links';

type ManagementReview = Schemas['actions.ManagementReview'];

function Panel({ title, children, side }: { title: string; children: React.ReactNode; side?: React.ReactNode }) {
  return <section className="panel" aria-label={title}><header><h2>{title}</h2>{side}</header><div className="body">{children}</div></section>;
}

export function Review() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { t, day, field: word, recordWord, codeWord } = useI18n();
  const { roles } = usePlace();
  const actions = useList('actions', { filter: `reviewId=${id}` });
  const toDos = useList('to-dos', { filter: `reviewId=${id}` });
  const became = [...(actions.data?.items ?? []).map((record) => ({ collection: 'actions', type: 'actions.Action.State', record })), ...(toDos.data?.items ?? []).map((record) => ({ collection: 'to-dos', type: 'actions.ToDo.State', record }))];
  const button = (name: string, record: AnyRecord) => {
    const command = commandNamed(name);
    return mayGive(command, roles) && (command.states.length === 0 || command.states.includes(String(record.state))) ? <CommandButton asked={{ command, record }} /> : null;
  };
  return (
    <RecordPage key={id} collection="management-reviews" id={id} details={false} subtitle={(review) => (review['standards'] as string[]).join(' · ')} buttons={() => <PrintButton />}>
      {(record) => {
        const review = record as unknown as ManagementReview;
        return (
          <>
            <Panel title={t('recordDetails')}><Fields values={record} fields={fieldsOfRecord('management-reviews').filter((field) => ['journeyId', 'procedureVersion', 'plannedOn', 'heldOn', 'signedBy', 'signedOn', 'cancelReason'].includes(field.name))} /></Panel>
            <Panel title={`${t('reviewInputs')} · ${review.inputs.length}`} side={button('RecordReviewInput', record)}>
              {review.inputs.length === 0 ? <span className="dim">{t('reviewMissing')}</span> : (
                <dl className="grid">{review.inputs.map((input) => <div key={input.code} style={{ display: 'contents' }}><dt>{codeWord(input.code)}</dt><dd className="prose">{input.nothingToReport ? <span className="dim">{word('nothingToReport')}</span> : input.content}</dd></div>)}</dl>
              )}
            </Panel>
            <Panel title={`${t('reviewDecisions')} · ${review.decisions.length}`} side={button('TakeReviewDecision', record)}>
              {review.decisions.map((decision) => {
                const result = became.find(({ record: one }) => one.id === decision.id || one['title'] === decision.text);
                return (
                  <div key={decision.id} style={{ display: 'grid', gridTemplateColumns: 'minmax(0,1fr) auto', gap: 10, padding: '6px 0', borderBottom: '1px solid var(--line)' }}>
                    <span><span className="prose">{decision.text}</span><br /><small className="dim">{codeWord(decision.outputCode)} {decision.ownerId && <>· <Reference collection="people" id={decision.ownerId} /></>} {decision.dueOn && `· ${day(decision.dueOn)}`}</small></span>
                    <span style={{ textAlign: 'right' }}><EnumTone type="actions.DecisionOutcome" value={decision.outcome} />{result && <div><RecordLink collection={result.collection} id={result.record.id}>{recordWord(result.collection)} {String(result.record['number'] ?? '')}</RecordLink> <EnumTone type={result.type} value={String(result.record.state)} /></div>}</span>
                  </div>
                );
              })}
              {review.decisions.length === 0 && <span className="dim">{t('empty')}</span>}
            </Panel>
            {review.attendees.length > 0 && <Panel title={t('reviewAttendance')}><MiniTable type="actions.Attendee" items={review.attendees as unknown as Record<string, unknown>[]} /></Panel>}
            {review.minutes && <Panel title={t('reviewMinutes')}><div className="prose">{review.minutes}</div></Panel>}
            <PaperFoot />
          </>
        );
      }}
    </RecordPage>
  );
}
