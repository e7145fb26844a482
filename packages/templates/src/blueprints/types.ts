import type { BlueprintContent } from '../schema';

export interface BuiltInBlueprint {
  code: string;
  name: string;
  description: string;
  content: BlueprintContent;
}
