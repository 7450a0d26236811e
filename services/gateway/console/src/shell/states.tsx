// What stands where content would: nothing yet, trouble, still being fetched.
import { Alert, Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconLeaf } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Problem } from '~/api/client';
import { useI18n } from '~/i18n';

export function Nothing({ title, children, icon }: { title: string; children?: ReactNode; icon?: ReactNode }) {
  return (
    <div className="nothing">
      {icon ?? <IconLeaf size={28} stroke={1.4} aria-hidden />}
      <h2>{title}</h2>
      {typeof children === 'string' ? <p>{children}</p> : children}
    </div>
  );
}

/** A refusal in full: what is wrong, and the rule that says so. */
export function ProblemText({ problem }: { problem: Problem }) {
  const { t } = useI18n();
  const { rule, clause, ruleset } = problem.body;
  return (
    <>
      <div className="prose">{problem.message}</div>
      {rule && (
        <div className="dim" style={{ marginTop: 4 }}>
          <strong>{t('formRule', { rule })}</strong> {clause && t('formClause', { clause })} {ruleset && <span className="mono">{ruleset}</span>}
        </div>
      )}
    </>
  );
}

export function Troubled({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useI18n();
  const problem = error instanceof Problem ? error : new Problem(0, { detail: error instanceof Error ? error.message : String(error) });
  return (
    <Alert color="red" variant="outline" icon={<IconAlertTriangle size={18} />} title={problem.status === 404 ? t('problemNotFound') : t('problemTitle')} m="md" styles={{ title: { color: 'var(--bad)' } }}>
      <ProblemText problem={problem} />
      {retry && problem.status !== 404 && <Button mt="sm" variant="default" onClick={retry}>{t('problemRetry')}</Button>}
    </Alert>
  );
}

export function Loading({ lines = 6 }: { lines?: number }) {
  const { t } = useI18n();
  return (
    <div role="status" aria-label={t('loading')} style={{ padding: 16 }}>
      {Array.from({ length: lines }, (_, i) => <Skeleton key={i} height={14} mb={12} width={`${92 - ((i * 17) % 40)}%`} />)}
    </div>
  );
}
