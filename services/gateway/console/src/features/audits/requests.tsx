// What the auditors asked to be shown: until when, what came, and whether it was enough.
import { IconPlus } from '@tabler/icons-react';
import { commandNamed, creating, type AnyRecord } from '~/api/model';
import { useList, usePlace, useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { Due } from '~/record/board';
import { CommandButton } from '~/record/command';
import { EnumTone } from '~/record/tone';
import { RecordLink } from '~/shell/links';
import { Loading, Nothing, Troubled } from '~/shell/states';

export function Requests({ audit, clause }: { audit: AnyRecord; clause?: string }) {
  const { t } = useI18n();
  const { roles, person, asOf } = usePlace();
  const people = useTitles('people');
  const requests = useList('evidence-requests', { filter: `auditId=${audit.id}`, sort: 'dueOn' });
  const may = !asOf && creating('evidence-requests', roles).length > 0 && audit.state !== 'CLOSED' && audit.state !== 'CANCELLED';
  if (requests.error) return <Troubled error={requests.error} />;
  if (!requests.data) return <Loading lines={3} />;
  const items = requests.data.items;
  return (
    <>
      {may && <div style={{ marginBottom: 10 }}><CommandButton variant="filled" icon={<IconPlus size={14} />} asked={{ command: commandNamed('RequestEvidence'), preset: { auditId: audit.id, ...(person && { requestedBy: person }), ...(clause && { clause }) } }} /></div>}
      {items.length === 0 ? <Nothing title={t('requests')}>{t('requestsNone')}</Nothing> : (
        <ul className="due" style={{ margin: '0 -14px' }}>
          {items.map((request) => (
            <li key={request.id}>
              <Due on={String(request['dueOn'])} done={['ACCEPTED', 'WITHDRAWN'].includes(String(request.state))} />
              <span className="t"><RecordLink collection="evidence-requests" id={request.id}>{String(request['what'])}</RecordLink><small>{[request['number'], request['clause'], people.get(String(request['askedId']))].filter(Boolean).map(String).join(' · ')}</small></span>
              <EnumTone type="audits.EvidenceRequest.State" value={String(request.state)} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
