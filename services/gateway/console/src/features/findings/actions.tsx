import { ThreeViews } from './findings';

const ended = ['CLOSED', 'CANCELLED', 'WAIVED', 'VERIFIED', 'PLAN_REJECTED', 'INEFFECTIVE'];
export const CorrectiveActions = () => <ThreeViews collection="actions" ended={ended} textField="title" />;
