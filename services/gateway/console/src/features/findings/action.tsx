// A corrective action: what to do about it stands first, in the order of the process.
import { useParams } from '@tanstack/react-router';
import { fieldsOfRecord } from '~/api/model';
import { useI18n } from '~/i18n';
import { Due } from '~/record/board';
import { RecordPage } from '~/record/page';
import { EnumTone } from '~/record/tone';
import { isEmpty, notJudgedIn } from '~/record/unsaid';
import { Fields, Reference } from '~/record/value';
import { RecordLink } from '~/shell/links';

// The phases of a corrective action, with the fields that each fills in.
const phases = [
  ['correction', 'similarCases', 'correctedOn', 'siteExtents'],
  ['cause', 'causeMethod', 'causeCode', 'causeSteps', 'whys', 'fishbone', 'analysedBy', 'analysedOn', 'causeEvidence', 'causeVerifiedBy', 'causeVerifiedOn', 'causeRefutedReason'],
  ['plan', 'finishBy', 'implementerIds', 'planSubmittedOn', 'approvedBy', 'planAcceptedOn', 'rejectionReason', 'overrideReason', 'steps', 'approvedParts', 'planAmendedOn', 'amendReason', 'approvalStale', 'changedSinceApproval', 'approvalRenewedOn', 'estimatedCost', 'estimatedHours', 'extensionDueOn', 'extensionReason', 'extensionState', 'extensionAskedBy', 'extensionAskedOn', 'extensionDecidedBy', 'extensionDecision'],
  ['implementationEvidence', 'implementedOn', 'evidenceFiles', 'efforts', 'hoursSpent', 'costSpent'],
  ['effectivenessEvidence', 'checkFrom', 'verifierId', 'verifiedOn', 'ineffectiveReason', 'closedOn', 'closures', 'waivedBy', 'waivedOn', 'waiverReason'],
];
// What stands in a phase, or above all.
const apart = new Set([...phases.flat(), 'title', 'number', 'state', 'grade', 'ownerId', 'findingId', 'findingNumber', 'overdue', 'planOverdue']);

export function CorrectiveAction() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { field: word, t } = useI18n();
  const fields = fieldsOfRecord('actions');
  return (
    <RecordPage key={id} collection="actions" id={id} details={false}
      subtitle={(action) => (
        <span style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap', marginTop: 4 }}>
          <EnumTone type="actions.ActionGrade" value={String(action['grade'])} />
          <Reference collection="people" id={String(action['ownerId'])} />
          {action['findingId'] ? <RecordLink collection="findings" id={String(action['findingId'])}>{String(action['findingNumber'])}</RecordLink> : null}
          <Due on={String(action['dueOn'])} done={['CLOSED', 'CANCELLED'].includes(String(action.state))} />
        </span>
      )}>
      {(action) => (
        <>
          <section className="panel"><div className="body"><p className="prose" style={{ margin: '0 0 10px', fontSize: 14.5, maxWidth: '78ch' }}>{String(action['title'])}</p>
            <Fields values={action} without={notJudgedIn('actions', action)} fields={fields.filter((field) => !apart.has(field.name))} /></div></section>
          {phases.map((names, i) => {
            const filled = names.some((name) => !isEmpty(action[name]) && typeof action[name] !== 'boolean' && action[name] !== 0);
            return (
              <section key={names[0]} className="panel" aria-label={word(names[0]!)}>
                <header><h2>{i + 1} · {word(names[0]!)}</h2><span className={`tone ${filled ? 'good' : ''}`}>{filled ? t('journeyDone') : t('journeyTodo')}</span></header>
                {filled && <div className="body"><Fields fields={fields.filter((field) => names.includes(field.name))} values={action} /></div>}
              </section>
            );
          })}
        </>
      )}
    </RecordPage>
  );
}
