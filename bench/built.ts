/** What makes a process of Node one of the program as it is built: the condition of `bin/vnflow`, by which RxJS is one file. */
export const BUILT = ['-C', 'vnflow'] as const
