// Kazakh words at the ends of lines. No browser brings Kazakh patterns, but the rule is short: a
// syllable begins at the consonant before a vowel.

const vowels = new Set("аәеёиоөуұүыіэюя");
const signs = new Set("ьъ");
const soft_hyphen = "\u00ad";
const word_letters_min = 8;
const part_letters_min = 3;

export function hyphenate_word(word: string): string {
    if (word.length < word_letters_min) return word;
    const letters = [...word.toLowerCase()];
    let result = "";
    let vowel_before = false;
    let since_break = 0;
    [...word].forEach((letter, i) => {
        const small = letters[i]!;
        const starts =
            !vowels.has(small) && !signs.has(small) && vowels.has(letters[i + 1] ?? "");
        const room = since_break >= part_letters_min && letters.length - i >= part_letters_min;
        if (starts && vowel_before && room) {
            result += soft_hyphen;
            since_break = 0;
            vowel_before = false;
        }
        result += letter;
        ++since_break;
        if (vowels.has(small)) vowel_before = true;
    });
    return result;
}

export function hyphenate_text(text: string): string {
    return text.replace(/[\p{Script=Cyrillic}]+/gu, hyphenate_word);
}

const always = ".wide .rail span, .bar span";
const on_narrow_screens = "h1, h2, h3, thead th, .grid th, dt, legend, .badge";

// Changes the text only where it is needed: labels in narrow places, heads and names on phones.
export function hyphenate_page(root: ParentNode, is_narrow: boolean): void {
    const places = root.querySelectorAll(is_narrow ? `${always}, ${on_narrow_screens}` : always);
    for (const place of places) {
        const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode as Text;
            const text = hyphenate_text(node.data);
            if (text === node.data) continue;
            // Whoever asks for a link by its name means the word, not its breaks.
            const link = place.closest("a");
            if (link && !link.ariaLabel) link.ariaLabel = (place.textContent ?? "").trim();
            node.data = text;
        }
    }
}
