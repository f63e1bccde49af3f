#include "export/python_rules.h"

#include "export/python_lines.h"
#include "export/python_text.h"

#include <string.h>

// A rule in one of its forms.
struct form {
    const char *rule;                           // "adam"
    bool (*holds)(const struct runner *runner); // NULL: always. The first row that holds counts
    // {key} is a number of the rule, {?key} one that is True or False; [, x={key}] is left out
    // where the number is 0.
    const char *call;
    const char *class; // that is called, written out; NULL: PyTorch has it
};

// ---- what a form depends on ---------------------------------------------------------------------

static double number(const struct runner *runner, const char *key)
{
    const int index = rule_number_index(runner->rule, key);
    return index < 0 ? 0 : runner->number[index];
}

static bool is_classic(const struct runner *runner)
{
    return number(runner, "form") == 1 && number(runner, "bias_correction") == 0;
}

static bool is_ewa(const struct runner *runner)
{
    return number(runner, "form") == 0;
}

static bool is_average(const struct runner *runner)
{
    return is_ewa(runner) && number(runner, "bias_correction") == 0;
}

static bool has_past(const struct runner *runner)
{
    return number(runner, "beta1") > 0;
}

static bool is_outside(const struct runner *runner)
{
    return number(runner, "epsilon_place") == 0;
}

static bool is_usual(const struct runner *runner)
{
    return is_outside(runner) && number(runner, "bias_correction") == 1;
}

static bool is_corrected(const struct runner *runner)
{
    return number(runner, "bias_correction") == 1;
}

// PyTorch's sizes are lengths, which no schedule changes.
static bool keeps_alpha(const struct runner *runner)
{
    return strcmp(runner->schedule->name, "constant") == 0 && runner->warm_up == 0 &&
           runner->change_count == 0 && number(runner, "grow") > 1 && number(runner, "shrink") < 1;
}

// ---- the forms ----------------------------------------------------------------------------------

static const char base_class[] =
    "class Rule(torch.optim.Optimizer):\n"
    "    \"\"\"What the rules below share: `move` is given θ, g, α and what is kept from step to "
    "step.\"\"\"\n"
    "\n"
    "    def __init__(self, theta, lr, **numbers):\n"
    "        super().__init__(theta, dict(lr=lr))\n"
    "        self.numbers = numbers\n"
    "\n"
    "    @torch.no_grad()\n"
    "    def step(self):\n"
    "        for theta in self.param_groups[0][\"params\"]:\n"
    "            kept = self.state[theta]\n"
    "            kept[\"t\"] = kept.get(\"t\", 0) + 1\n"
    "            self.move(theta, theta.grad, self.param_groups[0][\"lr\"], kept, "
    "**self.numbers)\n";

static const char momentum_class[] =
    "class Momentum(Rule):\n"
    "    \"\"\"v ← β₁v + (1−β₁)g, θ ← θ − αv. PyTorch's v is a sum and no average, or begins with "
    "g.\"\"\"\n"
    "\n"
    "    def move(self, theta, g, alpha, kept, beta1, weight_decay=0):\n"
    "        v = beta1*kept.get(\"v\", 0) + (1 - beta1)*(g + weight_decay*theta)\n"
    "        theta -= alpha*v\n"
    "        kept[\"v\"] = v\n";

static const char corrected_momentum_class[] =
    "class CorrectedMomentum(Rule):\n"
    "    \"\"\"v ← β₁v + share·g, θ ← θ − α·v/(1−β₁ᵗ)\"\"\"\n"
    "\n"
    "    def move(self, theta, g, alpha, kept, beta1, share, weight_decay=0):\n"
    "        v = beta1*kept.get(\"v\", 0) + share*(g + weight_decay*theta)\n"
    "        theta -= alpha*v/(1 - beta1**kept[\"t\"])\n"
    "        kept[\"v\"] = v\n";

static const char heavyball_class[] =
    "class HeavyBall(Rule):\n"
    "    \"\"\"v ← β₁v + αg, θ ← θ − v. PyTorch has α outside of v.\"\"\"\n"
    "\n"
    "    def move(self, theta, g, alpha, kept, beta1):\n"
    "        v = beta1*kept.get(\"v\", 0) + alpha*g\n"
    "        theta -= v\n"
    "        kept[\"v\"] = v\n";

static const char rmsprop_class[] =
    "class RMSPropInside(Rule):\n"
    "    \"\"\"s ← β₂s + (1−β₂)g², θ ← θ − αg/√(s + ε). PyTorch has ε outside of the root.\"\"\"\n"
    "\n"
    "    def move(self, theta, g, alpha, kept, beta2, epsilon):\n"
    "        s = beta2*kept.get(\"s\", 0) + (1 - beta2)*g**2\n"
    "        theta -= alpha*g/torch.sqrt(s + epsilon)\n"
    "        kept[\"s\"] = s\n";

static const char adam_class[] =
    "class Adam(Rule):\n"
    "    \"\"\"v ← β₁v + (1−β₁)g, s ← β₂s + (1−β₂)g², θ ← (1−αλ)θ − αv/√s, with or without bias "
    "correction\n"
    "    and with ε outside or inside of the root. PyTorch always corrects and has ε "
    "outside.\"\"\"\n"
    "\n"
    "    def move(self, theta, g, alpha, kept, beta1, beta2, epsilon, corrected, inside, "
    "weight_decay=0):\n"
    "        v = kept[\"v\"] = beta1*kept.get(\"v\", 0) + (1 - beta1)*g\n"
    "        s = kept[\"s\"] = beta2*kept.get(\"s\", 0) + (1 - beta2)*g**2\n"
    "        if corrected:\n"
    "            v, s = v/(1 - beta1**kept[\"t\"]), s/(1 - beta2**kept[\"t\"])\n"
    "        root = torch.sqrt(s + epsilon) if inside else torch.sqrt(s) + epsilon\n"
    "        theta *= 1 - alpha*weight_decay\n"
    "        theta -= alpha*v/root\n";

static const char amsgrad_class[] =
    "class PlainAMSGrad(Rule):\n"
    "    \"\"\"v ← β₁v + (1−β₁)g, s ← β₂s + (1−β₂)g², ŝ ← max(ŝ, s), θ ← θ − αv/(√ŝ + ε): without\n"
    "    bias correction, which PyTorch's has.\"\"\"\n"
    "\n"
    "    def move(self, theta, g, alpha, kept, beta1, beta2, epsilon):\n"
    "        v = kept[\"v\"] = beta1*kept.get(\"v\", 0) + (1 - beta1)*g\n"
    "        s = kept[\"s\"] = beta2*kept.get(\"s\", 0) + (1 - beta2)*g**2\n"
    "        top = kept[\"top\"] = torch.maximum(kept.get(\"top\", s), s)\n"
    "        theta -= alpha*v/(torch.sqrt(top) + epsilon)\n";

static const char nadam_class[] =
    "class NAdam(Rule):\n"
    "    \"\"\"μₜ = β₁(1 − ½·0.96^(tψ)), θ ← θ − α·((1−μₜ)g/(1−μ₁…μₜ) + μₜ₊₁v/(1−μ₁…μₜ₊₁)) / "
    "(√(s/(1−β₂ᵗ)) + ε), as\n"
    "    PyTorch has it from 2.0 on.\"\"\"\n"
    "\n"
    "    def move(self, theta, g, alpha, kept, beta1, beta2, epsilon, momentum_decay):\n"
    "        t = kept[\"t\"]\n"
    "        mu, mu_next = (beta1*(1 - 0.5*0.96**(k*momentum_decay)) for k in (t, t + 1))\n"
    "        product = kept[\"product\"] = kept.get(\"product\", 1)*mu\n"
    "        v = kept[\"v\"] = beta1*kept.get(\"v\", 0) + (1 - beta1)*g\n"
    "        s = kept[\"s\"] = beta2*kept.get(\"s\", 0) + (1 - beta2)*g**2\n"
    "        root = torch.sqrt(s/(1 - beta2**t)) + epsilon\n"
    "        theta -= alpha*(1 - mu)/(1 - product)*g/root\n"
    "        theta -= alpha*mu_next/(1 - product*mu_next)*v/root\n";

static const char signsgd_class[] = "class SignSGD(Rule):\n"
                                    "    \"\"\"θ ← θ − α·sign(g) (Bernstein et al. 2018)\"\"\"\n"
                                    "\n"
                                    "    def move(self, theta, g, alpha, kept):\n"
                                    "        theta -= alpha*torch.sign(g)\n";

static const char lion_class[] =
    "class Lion(Rule):\n"
    "    \"\"\"θ ← θ − α·sign(β₁v + (1−β₁)g), v ← β₂v + (1−β₂)g (Chen et al. 2023)\"\"\"\n"
    "\n"
    "    def move(self, theta, g, alpha, kept, beta1, beta2):\n"
    "        v = kept.get(\"v\", 0)\n"
    "        theta -= alpha*torch.sign(beta1*v + (1 - beta1)*g)\n"
    "        kept[\"v\"] = beta2*v + (1 - beta2)*g\n";

static const char rprop_class[] =
    "class Rprop(Rule):\n"
    "    \"\"\"m grows by η₊ where g keeps its sign, shrinks by η₋ and waits a step where it "
    "turns; "
    "θ ← θ − αm·sign(g).\n"
    "    PyTorch's m is a length that no schedule changes.\"\"\"\n"
    "\n"
    "    def move(self, theta, g, alpha, kept, grow, shrink, least, most):\n"
    "        turn = torch.sign(g*kept.get(\"g\", torch.zeros_like(g)))\n"
    "        factor = torch.where(turn > 0, grow*torch.ones_like(g), torch.ones_like(g))\n"
    "        factor = torch.where(turn < 0, shrink*torch.ones_like(g), factor)\n"
    "        m = kept[\"m\"] = (kept.get(\"m\", 1)*factor).clamp(least, most)\n"
    "        g = kept[\"g\"] = torch.where(turn < 0, torch.zeros_like(g), g)\n"
    "        theta -= alpha*m*torch.sign(g)\n";

#define BETAS   "betas=({beta1}, {beta2}), eps={epsilon}"
#define WRITTEN "beta1={beta1}, beta2={beta2}, epsilon={epsilon}"

static const struct form forms[] = {
    {"gd", NULL, "torch.optim.SGD(theta, lr={alpha}[, weight_decay={weight_decay}])", NULL},
    {"momentum", is_classic,
     "torch.optim.SGD(theta, lr={alpha}, momentum={beta1}[, weight_decay={weight_decay}])", NULL},
    {"momentum", is_average,
     "Momentum(theta, lr={alpha}, beta1={beta1}[, weight_decay={weight_decay}])", momentum_class},
    {"momentum", is_ewa,
     "CorrectedMomentum(theta, lr={alpha}, beta1={beta1}, share=1 - {beta1}[, "
     "weight_decay={weight_decay}])",
     corrected_momentum_class},
    {"momentum", NULL,
     "CorrectedMomentum(theta, lr={alpha}, beta1={beta1}, share=1[, weight_decay={weight_decay}])",
     corrected_momentum_class},
    {"heavyball", NULL, "HeavyBall(theta, lr={alpha}, beta1={beta1})", heavyball_class},
    {"nesterov", has_past, "torch.optim.SGD(theta, lr={alpha}, momentum={beta1}, nesterov=True)",
     NULL},
    {"nesterov", NULL, "torch.optim.SGD(theta, lr={alpha})", NULL},
    {"adagrad", NULL, "torch.optim.Adagrad(theta, lr={alpha}, eps={epsilon})", NULL},
    {"adadelta", NULL, "torch.optim.Adadelta(theta, lr={alpha}, rho={beta2}, eps={epsilon})", NULL},
    {"rmsprop", is_outside, "torch.optim.RMSprop(theta, lr={alpha}, alpha={beta2}, eps={epsilon})",
     NULL},
    {"rmsprop", NULL, "RMSPropInside(theta, lr={alpha}, beta2={beta2}, epsilon={epsilon})",
     rmsprop_class},
    {"adam", is_usual, "torch.optim.Adam(theta, lr={alpha}, " BETAS ")", NULL},
    {"adam", NULL,
     "Adam(theta, lr={alpha}, " WRITTEN ", corrected={?bias_correction}, inside={?epsilon_place})",
     adam_class},
    {"adamax", NULL, "torch.optim.Adamax(theta, lr={alpha}, " BETAS ")", NULL},
    {"amsgrad", is_corrected, "torch.optim.Adam(theta, lr={alpha}, " BETAS ", amsgrad=True)", NULL},
    {"amsgrad", NULL, "PlainAMSGrad(theta, lr={alpha}, " WRITTEN ")", amsgrad_class},
    {"nadam", NULL, "NAdam(theta, lr={alpha}, " WRITTEN ", momentum_decay={momentum_decay})",
     nadam_class},
    {"radam", NULL, "torch.optim.RAdam(theta, lr={alpha}, " BETAS ")", NULL},
    {"adamw", is_usual,
     "torch.optim.AdamW(theta, lr={alpha}, " BETAS ", weight_decay={weight_decay})", NULL},
    {"adamw", NULL,
     "Adam(theta, lr={alpha}, " WRITTEN ", corrected={?bias_correction}, inside={?epsilon_place}, "
     "weight_decay={weight_decay})",
     adam_class},
    {"signsgd", NULL, "SignSGD(theta, lr={alpha})", signsgd_class},
    {"lion", NULL, "Lion(theta, lr={alpha}, beta1={beta1}, beta2={beta2})", lion_class},
    {"rprop", keeps_alpha,
     "torch.optim.Rprop(theta, lr={alpha}, etas=({shrink}, {grow}), "
     "step_sizes=({alpha}*{step_min}, "
     "{alpha}*{step_max}))",
     NULL},
    {"rprop", NULL,
     "Rprop(theta, lr={alpha}, grow={grow}, shrink={shrink}, least={step_min}, most={step_max})",
     rprop_class},
};

enum { FORMS = sizeof forms / sizeof *forms };

static const struct form *find(const struct runner *runner)
{
    for (size_t i = 0; i < FORMS; i++)
        if (strcmp(forms[i].rule, runner->rule->name) == 0 &&
            (!forms[i].holds || forms[i].holds(runner)))
            return &forms[i];
    return NULL;
}

bool python_rules_check(const struct program *program, struct error *error)
{
    for (size_t r = 0; r < program->runners; r++)
        if (!program->lines[r] && !find(&program->runner[r]))
            return error_set(error, ERROR_INPUT, "%s: the rule %s cannot be written as a program",
                             program->name[r], program->runner[r].rule->name);
    return true;
}

// ---- writing ------------------------------------------------------------------------------------

static void write_base(FILE *out, bool *is_written)
{
    if (!*is_written)
        fprintf(out, "%s\n\n", base_class);
    *is_written = true;
}

// Whether an earlier runner has the same lines.
static bool is_known(const struct program *program, size_t index)
{
    for (size_t r = 0; r < index; r++)
        if (program->lines[r] == program->lines[index])
            return true;
    return false;
}

bool python_write_rules(FILE *out, const struct program *program, struct error *error)
{
    bool is_written[FORMS] = {false}, has_base = false;
    for (size_t r = 0; r < program->runners; r++) {
        const struct form *form = program->lines[r] ? NULL : find(&program->runner[r]);
        if (program->lines[r] && !is_known(program, r)) {
            write_base(out, &has_base);
            if (!python_write_lines(out, program->runner[r].rule, program->lines[r], error))
                return false;
        }
        if (!form || !form->class || is_written[form - forms])
            continue;
        write_base(out, &has_base);
        for (size_t i = 0; i < FORMS; i++)
            is_written[i] = is_written[i] || forms[i].class == form->class;
        fprintf(out, "%s\n\n", form->class);
    }
    return true;
}

// The {key} at a place; returns what is behind it.
static const char *write_value(FILE *out, const struct runner *runner, const char *at,
                               double *value)
{
    char key[32], text[PYTHON_NUMBER];
    const bool is_truth = *at == '?';
    const size_t length = strcspn(at, "}");
    snprintf(key, sizeof key, "%.*s", (int)length - is_truth, at + is_truth);
    *value = number(runner, key);
    python_number(*value, text);
    if (out)
        fputs(!is_truth ? text : *value != 0 ? "True" : "False", out);
    return at + length + 1;
}

void python_write_rule(FILE *out, const struct program *program, size_t index)
{
    const struct runner *runner = &program->runner[index];
    if (program->lines[index]) {
        python_write_lines_call(out, runner);
        return;
    }
    for (const char *at = find(runner)->call; *at;) {
        double value = 0;
        if (*at == '{') {
            at = write_value(out, runner, at + 1, &value);
        } else if (*at == '[') {
            write_value(NULL, runner, strchr(at, '{') + 1, &value);
            at = value == 0 ? strchr(at, ']') + 1 : at + 1;
        } else if (*at == ']') {
            at++;
        } else {
            fputc(*at++, out);
        }
    }
}
