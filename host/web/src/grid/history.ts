// What was changed in the grid, for undo and redo. A paste is one step.

export interface Change {
    readonly key: string;
    readonly before: string;
    readonly after: string;
}

const steps_max = 200;

export class History {
    private done_: Change[][] = [];
    private undone_: Change[][] = [];

    record(changes: readonly Change[]): void {
        const real = changes.filter((change) => change.before !== change.after);
        if (real.length === 0) return;
        this.done_.push(real);
        if (this.done_.length > steps_max) this.done_.shift();
        this.undone_ = [];
    }

    // The edits that take the last step back; empty if there is none.
    undo(): Change[] {
        const step = this.done_.pop();
        if (!step) return [];
        this.undone_.push(step);
        return step.map(({ key, before, after }) => ({ key, before: after, after: before })).reverse();
    }

    redo(): Change[] {
        const step = this.undone_.pop();
        if (!step) return [];
        this.done_.push(step);
        return step;
    }
}
