import { ThreeViews } from './findings';

const ended = ['DONE', 'DROPPED'];
export const ToDos = () => <ThreeViews collection="to-dos" ended={ended} textField="title" />;
