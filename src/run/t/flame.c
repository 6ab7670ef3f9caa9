/* Tests of run/flame.c: the table and the picture of a few stacks. */
#include "run/flame.h"

#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = { "slow", "fast", NULL };

struct result {
    char *text, *svg;
};

static struct result render(struct arena *a, bool empty)
{
    struct result r;
    size_t size;
    struct flame *f = flame_new(a, kinds);
    struct flame_function *root = flame_function(f, "main"), *leaf = flame_function(f, "leaf<int>&\1\""),
                          *self = flame_function(f, "again");
    if (!empty) {
        flame_add(f, (struct flame_function *[]){ root, leaf }, 2, 0, 10);
        flame_add(f, (struct flame_function *[]){ root, leaf }, 2, 1, 50);
        flame_add(f, (struct flame_function *[]){ root, self, self, self }, 4, 1, 30);
        flame_add(f, (struct flame_function *[]){ root }, 1, 0, 10);
    }
    FILE *out = open_memstream(&r.text, &size);
    flame_text(f, out);
    fclose(out);
    out = open_memstream(&r.svg, &size);
    flame_svg(f, "a <title>", out);
    fclose(out);
    return r;
}

static unsigned passed, failed;

static void judge(const char *what, bool good)
{
    passed += good;
    failed += !good;
    if (!good)
        printf("FAIL %s\n", what);
}

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static unsigned count(const char *text, const char *part)
{
    unsigned n = 0;
    for (; (text = strstr(text, part)); text++)
        n++;
    return n;
}

static void test_text(const char *text)
{
    judge("shares", has(text, "slow          20.00 %") && has(text, "fast          80.00 %"));
    judge("own and by kind", has(text, "60.00%  60.00%       10.00%     50.00%  leaf"));
    judge("a recursion counts once", has(text, "30.00%  30.00%        0.00%     30.00%  again"));
    judge("callees included", has(text, "10.00% 100.00%       10.00%      0.00%  main"));
    judge("the most first", strstr(text, "leaf") < strstr(text, "again") && strstr(text, "again") < strstr(text, "main"));
    judge("plain characters", has(text, "leaf<int>&?\"\n"));
}

static void test_svg(const char *svg)
{
    judge("a box for each call", count(svg, "<g>") == 6 && count(svg, "</g>") == 6);
    judge("escaped", has(svg, "<title>leaf&lt;int&gt;&amp;?&quot;: 60 ms, 60.00%&#10;slow 10.00%&#10;fast 50.00%</title>"));
    judge("escaped title", has(svg, ">a &lt;title&gt;</text>"));
    judge("as wide as its time", has(svg, "x=\"0.0\"") && has(svg, "width=\"720.0\""));
    judge("beside each other", has(svg, "x=\"720.0\""));
    judge("ends", has(svg, "</svg>\n"));
}

int main(void)
{
    struct arena a;
    arena_init(&a);
    struct result r = render(&a, false), none = render(&a, true);
    test_text(r.text);
    test_svg(r.svg);
    judge("no samples", has(none.text, "slow           0.00 %") && has(none.svg, "</svg>"));
    free(r.text), free(r.svg), free(none.text), free(none.svg);
    arena_free(&a);
    printf("%u passed, %u failed\n", passed, failed);
    return failed != 0;
}
