// Quotations of one journey side by side, against what the audit-time tables ask for.
import { useParams } from '@tanstack/react-router';
import type { Schemas } from '~/api/client';
import { commandNamed, mayGive } from '~/api/model';
import { useAnswer, usePlace, useRecord } from '~/api/queries';
import { useI18n } from '~/i18n';
import { CommandButton } from '~/record/command';
import { EnumTone } from '~/record/tone';
import { PlaceLink } from '~/shell/links';
import { Loading, Nothing, Troubled } from '~/shell/states';

type Column = Schemas['audits.QuotationColumn'];
const sum = (offer: Column['standards'][number]) => Number(offer.stage1Days) + Number(offer.stage2Days);

export function Comparison() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { t, day, number, recordWord, field: word } = useI18n();
  const { roles, asOf } = usePlace();
  const journey = useRecord('journeys', id);
  const answer = useAnswer<Schemas['audits.QuotationComparison']>(['journeys', id, 'quotations']);
  if (answer.error) return <Troubled error={answer.error} />;
  if (!answer.data || !journey.data) return <Loading />;
  const { columns } = answer.data;
  const standards = [...new Set(columns.flatMap((column) => column.standards.map((offer) => offer.standard)))];
  const select = commandNamed('SelectBody');
  const may = mayGive(select, roles) && select.states.includes(String(journey.data.state));
  // What brings another column.
  const ask = (name: string, preset?: Record<string, unknown>) => !asOf && journey.data!.state === 'ENQUIRING' && mayGive(commandNamed(name), roles) && <CommandButton asked={{ command: commandNamed(name), ...(preset && { preset }) }} />;
  const chosen = (column: Column) => (column.state === 'SELECTED' ? 'chosen' : '');
  const stages = [['stage1Days', '1'], ['stage2Days', '2']] as const;
  return (
    <div className="page">
      <div className="head">
        <div className="grow">
          <nav className="crumbs" aria-label={t('navigation')}><PlaceLink to={`journeys/${id}`}>{String(journey.data['name'])}</PlaceLink></nav>
          <h1>{t('quotationCompare')}</h1>
        </div>
        {ask('SendEnquiry', { journeyId: id })}
        {ask('RecordQuotation')}
      </div>
      {columns.length === 0 ? <div className="panel"><Nothing title={t('quotationNone')}><p>{t('quotationNoneHint')}</p><PlaceLink to="enquiries">{recordWord('enquiries')}</PlaceLink></Nothing></div> : (
        <div className="panel sheet" tabIndex={0} role="region" aria-label={t('quotationCompare')}>
          <table>
            <thead>
              <tr>
                <th scope="col"><span className="dim">{recordWord('quotations')}</span></th>
                {columns.map((column) => <th key={column.quotationId} scope="col" className={chosen(column)}>{column.body} {column.state === 'SELECTED' && <span className="tone good">{t('quotationChosen')}</span>}{column.state === 'TURNED_DOWN' && <EnumTone type="audits.Quotation.State" value="TURNED_DOWN" />}</th>)}
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{t('quotationTotal')}</th>
                {columns.map((column) => <td key={column.quotationId} className={`num ${chosen(column)}`}><strong style={{ fontSize: 15 }}>{column.price ? `${number(Number(column.price.amount))} ${column.price.currency}` : ''}</strong></td>)}
              </tr>
              {standards.map((standard) => (
                <tr key={standard}>
                  <th scope="row" style={{ color: 'var(--ink)', fontWeight: 560 }}>{standard}</th>
                  {columns.map((column) => {
                    const offer = column.standards.find((each) => each.standard === standard);
                    if (!offer) return <td key={column.quotationId} className={`dim ${chosen(column)}`}>{t('empty')}</td>;
                    const low = offer.floorDays !== '' && sum(offer) < Number(offer.floorDays);
                    return (
                      <td key={column.quotationId} className={`num ${chosen(column)}`}>
                        <div>{stages.map(([name, stage]) => <span key={name} style={{ marginRight: 12 }}><span className="dim">{t('quotationDays', { stage })}</span> <strong>{offer[name]}</strong></span>)} <span className="dim">{t('days', { n: '' })}</span></div>
                        <div className="dim">{offer.tableDays ? <>{t('quotationTable')} {offer.tableDays} · {t('quotationFloor')} {offer.floorDays}</> : t('quotationNeedsTable')}</div>
                        {offer.tableBasis && <div className="dim"><small>{offer.tableBasis}</small></div>}
                        <span className={`tone ${offer.accredited ? 'good' : 'bad'}`}>{offer.accredited ? t('quotationAccredited') : t('quotationUnaccredited')}</span>{' '}
                        {low && <span className="tone bad">{t('quotationBelow')}</span>}
                      </td>
                    );
                  })}
                </tr>
              ))}
              <tr>
                <th scope="row">{word('conditions')}</th>
                {columns.map((column) => <td key={column.quotationId} className={chosen(column)}>{column.conditions || t('empty')}</td>)}
              </tr>
              <tr>
                <th scope="row">{word('validUntil')}</th>
                {columns.map((column) => <td key={column.quotationId} className={`num ${chosen(column)}`}>{day(column.validUntil)}</td>)}
              </tr>
              <tr>
                <th scope="row">{t('quotationFlags')}</th>
                {columns.map((column) => <td key={column.quotationId} className={chosen(column)}>{column.flags.map((flag) => <div key={flag.rule + flag.standard} style={{ marginBottom: 4 }}><span className="tone warn">{flag.rule}</span> {flag.message}</div>)}</td>)}
              </tr>
              {may && (
                <tr>
                  <th scope="row" />
                  {columns.map((column) => <td key={column.quotationId}><CommandButton variant="filled" asked={{ command: select, record: journey.data!, preset: { quotationId: column.quotationId } }} /></td>)}
                </tr>
              )}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
