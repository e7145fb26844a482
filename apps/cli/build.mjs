import path from 'node:path';
import { bundleServer } from '@zhanqun/config/bundle';

await bundleServer({ zhanqun: path.join(import.meta.dirname, 'src/main.ts') }, path.join(import.meta.dirname, 'build'));
