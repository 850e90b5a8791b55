import { cleanUp, prepare } from './e2e-cluster.ts';

export async function mochaGlobalSetup(): Promise<void> {
  try {
    await prepare();
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

export const mochaGlobalTeardown = cleanUp;
