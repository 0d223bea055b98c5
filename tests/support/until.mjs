// Waits for what a host does in its own time.
import assert from 'node:assert/strict';

const tries = 300;
const pauseMs = 100;

// Asks until `good` answers something that holds, and returns that; after half a minute the test fails with `what`.
export async function until(what, good) {
    for (let i = 0; i < tries; i += 1) {
        const found = await good();
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return assert.fail(`in vain waited for: ${what}`);
}
