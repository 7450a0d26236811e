// A finding and, beside it, the corrective action it opened.
import { useParams } from '@tanstack/react-router';
import { useRecord } from '~/api/queries';
import { useI18n } from '~/i18n';
import { Due } from '~/record/board';
import { RecordPage, StateBar } from '~/record/page';
import { EnumTone } from '~/record/tone';
import { RecordLink } from '~/shell/links';

function OpenedAction({ id }: { id: string }) {
  const { recordWord } = useI18n();
  const action = useRecord('actions', id);
  if (!action.data) return null;
  return (
    <section className="panel" aria-label={recordWord('actions')}>
      <header>
        <h2><RecordLink collection="actions" id={id}>{recordWord('actions')} {String(action.data['number'])}</RecordLink></h2>
        <Due on={String(action.data['dueOn'])} done={['CLOSED', 'CANCELLED'].includes(String(action.data.state))} />
      </header>
      <div className="body"><StateBar collection="actions" record={action.data} small /></div>
    </section>
  );
}

export function Finding() {
  const { id } = useParams({ strict: false }) as { id: string };
  return (
    <RecordPage key={id} collection="findings" id={id}
      subtitle={(finding) => (
        <span style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap', marginTop: 4 }}>
          <EnumTone type="audits.Grade" value={String(finding['grade'])} /> <EnumTone type="audits.Finding.BodyState" value={String(finding['bodyState'])} />
          {String(finding['standard'])} · {String(finding['clause'])}
        </span>
      )}>
      {(finding) => (finding['actionId'] ? <OpenedAction id={String(finding['actionId'])} /> : null)}
    </RecordPage>
  );
}
