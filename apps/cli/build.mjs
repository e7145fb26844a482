import path from 'node:path';
import { bundleServer } from '@zhanqun/config/bundle';

const src = path.join(import.meta.dirname, 'src');
await bundleServer(
  {
    zhanqun: path.join(src, 'main.ts'),
    // Processes of the benchmark.
    'load-generator': path.join(src, 'bench/load/generator.ts'),
    'bare-server': path.join(src, 'bench/load/bare-server.ts'),
  },
  path.join(import.meta.dirname, 'build'),
);
