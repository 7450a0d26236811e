// Findings by clause, by grade and over time. Loaded only when somebody looks at charts.
import { useComputedColorScheme } from '@mantine/core';
import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useMemo, useRef } from 'react';
import { valuesOf, type AnyRecord } from '~/api/model';
import { useList } from '~/api/queries';
import { useI18n } from '~/i18n';
import { PlaceLink, useGo } from '~/shell/links';
import { Loading, Nothing } from '~/shell/states';

use([BarChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer]);
const colours: Record<string, string> = { MAJOR: '#c2410c', MINOR: '#d99a2b', OBSERVATION: '#64748b', OPPORTUNITY_FOR_IMPROVEMENT: '#2f8f6b', AREA_OF_CONCERN: '#2b7fb0' };

function Chart({ option, label, onPick }: { option: EChartsCoreOption; label: string; onPick?: (name: string) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, scheme === 'dark' ? 'dark' : undefined, { renderer: 'svg' });
    chart.setOption({ backgroundColor: 'transparent', animation: false, ...option });
    if (onPick) chart.on('click', (event) => onPick(String(event.name)));
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [option, scheme, onPick]);
  return <div ref={box} style={{ height: 300 }} role="img" aria-label={label} />;
}

export default function Charts() {
  const { t, enumWord, field: word, number } = useI18n();
  const go = useGo();
  const list = useList('findings');
  const options = useMemo(() => {
    const findings = list.data?.items ?? [];
    const grades = valuesOf('audits.Grade').filter((grade) => findings.some((finding) => finding['grade'] === grade));
    const stacked = (key: (finding: AnyRecord) => string) => {
      const names = [...new Set(findings.map(key))].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
      return {
        aria: { enabled: true },
        grid: { left: 8, right: 12, top: 34, bottom: 4, containLabel: true },
        legend: { top: 0, itemWidth: 12, itemHeight: 10 },
        tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' } },
        xAxis: { type: 'category', data: names, axisLabel: { rotate: names.length > 10 ? 40 : 0 } },
        yAxis: { type: 'value', minInterval: 1 },
        series: grades.map((grade) => ({ type: 'bar', stack: 'all', name: enumWord('audits.Grade', grade), barMaxWidth: 34, itemStyle: { color: colours[grade] }, data: names.map((name) => findings.filter((finding) => key(finding) === name && finding['grade'] === grade).length || null) })),
      };
    };
    return [
      { word: word('clause'), option: stacked((finding) => String(finding['clause'])) },
      { word: word('raisedOn'), option: stacked((finding) => String(finding['raisedOn']).slice(0, 7)) },
      { word: word('standard'), option: stacked((finding) => String(finding['standard'])) },
      { word: word('state'), option: stacked((finding) => enumWord('audits.Finding.State', String(finding.state))) },
    ];
  }, [list.data, enumWord, word]);
  // The same by keyboard.
  const clauses = useMemo(() => {
    const counted = new Map<string, number>();
    for (const finding of list.data?.items ?? []) counted.set(String(finding['clause']), (counted.get(String(finding['clause'])) ?? 0) + 1);
    return [...counted].sort(([a], [b]) => a.localeCompare(b, undefined, { numeric: true }));
  }, [list.data]);
  if (!list.data) return <Loading />;
  if (list.data.items.length === 0) return <div className="panel"><Nothing title={t('listEmpty')} /></div>;
  const { items, total } = list.data;
  return (
    <div style={{ display: 'grid', gap: 14, gridTemplateColumns: 'repeat(auto-fit, minmax(440px, 1fr))' }}>
      {items.length < total && <p className="dim" style={{ gridColumn: '1 / -1' }}>{t('listFirst', { n: number(items.length), all: number(total) })}</p>}
      {options.map(({ word: title, option }, i) => (
        <section key={title} className="panel" aria-label={title}>
          <header><h2>{title}</h2></header>
          <div className="body"><Chart option={option} label={`${t('navFindings')}: ${title}`} {...(i === 0 && { onPick: (clause: string) => go('findings', { filter: `clause=${clause}` }) })} />
            {i === 0 && <p className="dim" style={{ display: 'flex', flexWrap: 'wrap', gap: 10, margin: '8px 0 0' }}>{clauses.map(([clause, n]) => <PlaceLink key={clause} to="findings" search={{ filter: `clause=${clause}` }}>{`${clause}: ${n}`}</PlaceLink>)}</p>}
          </div>
        </section>
      ))}
    </div>
  );
}
