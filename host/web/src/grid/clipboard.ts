// Rectangles as spreadsheets put them on the clipboard: tabs between cells, line ends between rows,
// quotes round a cell that holds either.

const rows_max = 200;
const columns_max = 400;

export function parse_rectangle(text: string): string[][] {
    const rows: string[][] = [[]];
    let cell = "";
    let quoted = false;
    const end_cell = () => {
        const row = rows[rows.length - 1]!;
        if (row.length < columns_max) row.push(cell.trim());
        cell = "";
    };
    for (let i = 0; i < text.length; ++i) {
        const c = text[i]!;
        if (quoted) {
            if (c !== '"') cell += c;
            else if (text[i + 1] === '"') cell += text[++i];
            else quoted = false;
        } else if (c === '"' && cell === "") {
            quoted = true;
        } else if (c === "\t") {
            end_cell();
        } else if (c === "\n") {
            end_cell();
            rows.push([]);
        } else if (c !== "\r") {
            cell += c;
        }
    }
    end_cell();
    const last = rows[rows.length - 1]!;
    if (rows.length > 1 && last.length === 1 && last[0] === "") rows.pop();
    return rows.slice(0, rows_max);
}
