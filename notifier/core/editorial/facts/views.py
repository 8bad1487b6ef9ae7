"""One event seen from another side: who gets where another text tells who gives, what stays where it never leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.consent import KIND
from notifier.core.editorial.facts.values import PERFECT, SAME, Fact, is_noun, noun, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.facts.values import Part, Piece, Role


def _one(name: str, grammar: Grammar) -> str:
    """Give the one word of a class; empty where a language has none."""
    return next(iter(grammar.words(name)), "")


def _denials(fact: Fact, grammar: Grammar) -> list[str]:
    return [force for force in fact.force if force in grammar.words("denials")]


def _limited(fact: Fact) -> bool:
    """Tell whether a fact holds only for or with something."""
    return "only" in fact.force or any(
        role.startswith("only ") or (isinstance(piece, tuple) and piece[:1] == ("only",))
        for role, piece in fact.roles
    )


def _without(roles: Iterable[Role], *names: str) -> tuple[Role, ...]:
    return tuple(role for role in roles if role[0] not in names)


def _timely(piece: Part) -> bool:
    """Tell whether a part names a period."""
    return any("#" in word for word in spoken(piece))


def permitted(fact: Fact, grammar: Grammar) -> Fact:
    """Write what somebody may do as what he can do, where nothing is denied."""
    may = (grammar.one("may"),) if grammar.words("permissive") else ()
    return replace(fact, force=(grammar.one("can"),)) if may and fact.force == may else fact


def entitled(fact: Fact, grammar: Grammar) -> Fact:
    """Write `members have the right to see it` as `members can see it`, and `have access to` as `can access`."""
    told = fact.get("patient")
    if fact.verb not in grammar.words("have") or not is_noun(told):
        return fact
    done = fact.get(grammar.one("to"))
    owned = noun(word for word in told[1:] if word not in grammar.words("definite"))
    can = (grammar.one("can"), *_denials(fact, grammar))
    if (
        isinstance(done, Fact)
        and not done.force
        and not fact.force
        and owned[1:] == (_one("right", grammar),)
    ):
        rest = tuple(role for role in fact.roles if role[1] not in (told, done, fact.subject))
        filled = done.put(lambda _, piece: fact.subject if piece == SAME else piece)
        return replace(filled, force=can, roles=(*filled.roles, *rest), subject=fact.subject)
    verb = grammar.rules.table("reading_having").get(" ".join(owned[1:]), "")
    if not verb or not is_noun(done) or set(fact.force) - set(can):
        return fact
    roles = tuple(
        ("patient", piece) if piece == done else (role, piece) for role, piece in fact.roles if piece != told
    )
    return replace(fact, force=can, verb=grammar.verb(verb), roles=roles)


def conversed(fact: Fact, grammar: Grammar) -> Fact:
    """Write `the club gets the number from the gate` as `the gate gives the number to the club`."""
    plain = grammar.words("denials") | grammar.words("will")
    if not set(fact.force) <= plain or not grammar.converse:
        return fact
    return _gone(fact, grammar) if fact.verb in grammar.verbs("going") else _got(fact, grammar)


def _got(fact: Fact, grammar: Grammar) -> Fact:
    """Write who gets something from whom as who gives it to whom."""
    agent, to, given = fact.get("agent"), grammar.one("to"), grammar.converse.get(fact.verb)
    if (
        not given
        or not agent
        or not fact.get("patient")
        or fact.get(to)
        or not _reaches(fact, given, grammar)
    ):
        return fact
    giver = fact.get(_one("from", grammar)) or _giver(fact, agent, grammar)
    roles = _without(fact.roles, "agent", _one("from", grammar))
    return replace(fact, verb=given, roles=(*_named(giver), (to, agent), *roles))


def _reaches(fact: Fact, given: str, grammar: Grammar) -> bool:
    """Tell whether what somebody gets is such as is sent, and no time tells its coming from its sending."""
    if given not in grammar.verbs("sending"):
        return True
    timely = grammar.words("timely")
    dated = any(role.split()[0] in timely for role, _ in fact.roles if role)
    return not dated and not grammar.words("sent").isdisjoint(spoken(fact.get("patient")))


def _gone(fact: Fact, grammar: Grammar) -> Fact:
    """Write what goes to somebody as what he is given."""
    agent, receiver = fact.get("agent"), fact.get(grammar.one("to"))
    if not agent or fact.get("patient") or not is_noun(receiver):
        return fact
    given = replace(fact, roles=(("patient", agent), *_without(fact.roles, "agent")))
    giver = _giver(given, receiver, grammar)
    return replace(given, verb=grammar.verb(_one("give", grammar)), roles=(*_named(giver), *given.roles))


def _named(giver: Piece | None) -> tuple[Role, ...]:
    """Give the role of who gives, where it is known."""
    return (("agent", giver),) if giver else ()


def _giver(fact: Fact, agent: Piece, grammar: Grammar) -> Piece | None:
    """Give who gives, as in a passive: the writer, to all but itself."""
    told = f" {' '.join([*fact.force, *spoken(agent), *spoken(fact.get('patient'))])} "
    writer = noun((grammar.rules.writer,))
    return None if agent == writer or _limited(fact) or grammar.rules.limiting.search(told) else writer


def supplied(fact: Fact, grammar: Grammar) -> Fact:
    """Write `the gate supplies the club with a number` as what it gives to the club."""
    to, thing = grammar.one("to"), fact.get(grammar.one("with"))
    who = fact.get("patient")
    if fact.verb not in grammar.verbs("supplying") or not is_noun(thing) or not who or fact.get(to):
        return fact
    roles = _without(fact.roles, "patient", grammar.one("with"))
    return replace(fact, roles=(*roles, (to, who), ("patient", thing)))


def owned(fact: Fact, grammar: Grammar) -> Fact:
    """Write `the photos belong to you` and `are your property` as `you own the photos`."""
    to = grammar.one("to")
    thing, owner = fact.get("agent"), fact.get(to)
    if fact.verb not in grammar.verbs("belonging") or not thing or not owner or fact.get("patient"):
        return fact
    verb = grammar.verb(_one("owning", grammar))
    return replace(
        fact, verb=verb, roles=(("agent", owner), ("patient", thing), *_without(fact.roles, "agent", to))
    )


def stayed(fact: Fact, grammar: Grammar) -> Fact:
    """Write `the data never leave the country` and `always stay in the country` as what stays within it."""
    within = grammar.one("within")
    denials = _denials(fact, grammar)
    staying = fact.verb in grammar.verbs("abiding")
    if staying and not denials:
        always = ("adverb", noun((grammar.one("always"),)))
        roles = tuple(
            (within if role in grammar.words("inside") else role, piece)
            for role, piece in fact.roles
            if (role, piece) != always
        )
        return replace(fact, roles=roles)
    left = next(
        (
            (role, piece)
            for role, piece in fact.roles
            if (fact.verb in grammar.verbs("leaving") and role == "patient")
            or (fact.verb in grammar.verbs("moving") and role in grammar.words("outside"))
        ),
        None,
    )
    modal = set(fact.force) - set(denials) <= {grammar.one("obliging"), *grammar.words("will")}
    bound = _limited(fact) or any(
        role.split()[-1] in grammar.rules.table("reading_limits") for role, _ in fact.roles
    )
    if left is None or len(denials) != 1 or not modal or not is_noun(left[1]) or bound:
        return fact
    force = tuple(one for one in fact.force if one not in denials)
    verb = grammar.verb(_one("abiding_in", grammar))
    roles = tuple((within, left[1]) if role == left else role for role in fact.roles)
    return replace(fact, force=force, verb=verb, roles=roles)


def kept_inside(fact: Fact, grammar: Grammar) -> Fact:
    """Write what is not done outside a place as what is only done within it."""
    within = grammar.one("within")
    inside = {f"only {name}" for name in grammar.words("inside")}
    denials = _denials(fact, grammar)

    def one(role: Role) -> Role:
        name, piece = role
        return (f"only {within}", piece) if name in inside and not _timely(piece) else role

    outside = [role for role in fact.roles if role[0] in grammar.words("outside") and not _timely(role[1])]
    if len(denials) != 1 or len(outside) != 1 or _limited(fact):
        return fact.with_roles(tuple(map(one, fact.roles)))
    roles = tuple((f"only {within}", role[1]) if role == outside[0] else role for role in fact.roles)
    return replace(fact, force=tuple(one for one in fact.force if one not in denials), roles=roles)


def if_not(fact: Fact, grammar: Grammar) -> Fact:
    """Write `unless you appeal` as `if you do not appeal`."""
    unless, condition = _one("unless", grammar), _one("if", grammar)

    def one(role: Role) -> Role:
        name, piece = role
        last = name.split()[-1]
        plain = isinstance(piece, Fact) and not _denials(piece, grammar) and not _limited(piece)
        if last != unless or not plain:
            return role
        return name.removesuffix(unless) + condition, piece.denied(grammar.one("not"))

    return fact.with_roles(tuple(map(one, fact.roles))) if unless else fact


def exceeding(fact: Fact, grammar: Grammar) -> Fact:
    """Write `the delay is longer than a month` as `the delay exceeds a month`."""
    than, told = _one("than", grammar), fact.get("patient")
    exceed = grammar.verb(_one("exceeding", grammar))
    if than and fact.verb == exceed:
        return replace(fact, roles=tuple(("patient" if r == "time" else r, piece) for r, piece in fact.roles))
    more = is_noun(told) and len(told) == 2 and told[1] in grammar.words("more")
    if fact.verb != grammar.one("is") or not more or not fact.get(than):
        return fact
    roles = tuple(("patient" if r == than else r, piece) for r, piece in fact.roles if piece != told)
    return replace(fact, verb=exceed, roles=roles)


def due(fact: Fact, grammar: Grammar) -> Fact:
    """Write `report damage` as what you must report, and leave out `any` of what must be done."""
    must = (grammar.one("obliging"),)
    if fact.verb not in grammar.verbs("duties") or fact.force not in {("!",), must}:
        return fact

    def one(role: str, piece: Part) -> Part:
        every = (
            role == "patient" and is_noun(piece) and len(piece) > 2 and piece[1] in grammar.words("any_one")
        )
        return noun(piece[2:]) if every and piece[1] != grammar.one("article") else piece

    return replace(fact.put(one), force=must)


def once_done(fact: Fact, grammar: Grammar) -> Fact:
    """Write `when the fee is paid` as `once the fee is paid`."""
    when, once = _one("when", grammar), _one("once", grammar)

    def one(role: Role) -> Role:
        name, piece = role
        done = isinstance(piece, Fact) and piece.get("patient") is not None and not piece.force
        return (name.removesuffix(when) + once, piece) if done and name.split()[-1] == when else role

    return fact.with_roles(tuple(map(one, fact.roles))) if when else fact


def generic(fact: Fact, grammar: Grammar) -> Fact:
    """Leave out the article of what a denied or limited fact tells of any one: `no one`, `not anyone`, `a child only with`."""
    denied, limited = bool(_denials(fact, grammar)), _limited(fact)
    if not (denied or limited) or not grammar.words("any_one"):
        return fact
    articles = grammar.words("any_one")

    def one(role: str, piece: Part) -> Part:
        if isinstance(piece, tuple) and piece[:1] == ("told",):
            return (piece[0], one(role, piece[1]), *piece[2:])
        if role not in {"agent", "patient", grammar.one("to")} or not is_noun(piece):
            return piece
        words = (grammar.rules.table("reading_any").get(piece[1], piece[1]), *piece[2:])
        # Who acts may be any one; `not any bank` says more than `not a bank` may be meant to say.
        if words[0] not in {grammar.one("article"), grammar.one("each"), *grammar.words("definite")}:
            by_any = role == "agent" and fact.passive and words[0] in articles
            return noun(words[1:] if by_any and len(words) > 1 else words)
        each = limited and not denied and words[0] == grammar.one("each") and piece == fact.subject
        whose = words[0] in grammar.words("definite") and grammar.one("article") in words
        # To whom a denial is done `any` may be more than `a`: only who acts is anyone either way.
        loose = words[0] in (articles if role == "agent" else {grammar.one("article")})
        return noun(words[1:] if len(words) > 1 and (loose or each or whose) else words)

    return fact.put(one)


def gated(fact: Fact, grammar: Grammar) -> Fact:
    """Write what may or will only be done with somebody's leave as what is only done with it."""
    through = any(
        role.startswith("only ") and role.split()[-1] in grammar.words("gates") for role, _ in fact.roles
    )
    leave = any(role.startswith("only ") and _leave(piece) for role, piece in fact.roles)
    loose = {grammar.one("can"), *grammar.words("will"), *grammar.words("permissive")}
    loose |= {grammar.one("obliging")} if leave and fact.passive else set()
    # What the writer may do, it may also leave.
    own = grammar.by_writer in fact.roles and not (leave and fact.passive)
    free = through and not own and len(fact.force) == 1 and fact.force[0] in loose
    return replace(fact, force=()) if free else fact


def _leave(piece: Part) -> bool:
    """Tell whether a part is somebody's consent."""
    return isinstance(piece, tuple) and piece[:2] == (KIND, "consent")


def not_yet(fact: Fact, grammar: Grammar) -> Fact:
    """Write `as long as it has not begun` as `until it begins`."""
    lasting, until = grammar.phrases("lasting_while"), _one("until", grammar)
    perfect = (*PERFECT, grammar.one("not"))

    def one(role: Role) -> Role:
        name, piece = role
        begun = name.removeprefix("near ") in lasting and isinstance(piece, Fact) and piece.force == perfect
        return (until, replace(piece, force=())) if begun else (name.replace(f"near {until}", until), piece)

    return fact.with_roles(tuple(map(one, fact.roles))) if until else fact


def forbidden(fact: Fact, grammar: Grammar) -> Fact:
    """Write what people may not do, if they do it at will, as what they must not do."""
    agent = _headed(fact.get("agent"), grammar)
    barred = (*grammar.words("permissive"), grammar.one("not"))
    willed = fact.verb != grammar.one("is") and fact.verb not in grammar.unwilled and "?" not in fact.verb
    if fact.force != barred or fact.passive or not is_noun(agent) or not willed:
        return fact
    head = str(agent[-1])
    people = {head, head.removesuffix("s")} & (grammar.words("people") | grammar.words("bodies"))
    return replace(fact, force=(grammar.one("obliging"), grammar.one("not"))) if people else fact


def _headed(who: Part, grammar: Grammar) -> Part:
    """Give who acts without what tells which ones are meant: `pupils on a trip`, `guests who have paid`."""
    who = who[1] if isinstance(who, tuple) and who[:1] == ("told",) else who
    if not is_noun(who):
        return who
    told = grammar.words("placing") | grammar.words("ofs")
    end = next((at for at, word in enumerate(who) if at > 1 and word in told), len(who))
    return who[:end]


def one_of_them(fact: Fact, grammar: Grammar) -> Fact:
    """Part who acts from where: `no one at our company` is no one, at our company."""
    agent, one = fact.get("agent"), _one("one_person", grammar)
    if (
        not is_noun(agent)
        or len(agent) < _PLACED
        or agent[1] != one
        or agent[2] not in grammar.words("placing")
    ):
        return fact
    roles = (("agent", noun((one,))), (str(agent[2]), noun(agent[3:])), *_without(fact.roles, "agent"))
    return replace(fact, roles=roles)


_PLACED = 4


def jointly(fact: Fact, grammar: Grammar) -> bool:
    """Tell whether many may do, own or owe something as one: a sum, a liability, an election.

    One thing that is nobody's own, *buy a boat*, *versent la caution*, *are kept in a cupboard*, may be one for all of them, unless
    nobody can do it for another, *wear a badge*, or they only may use what is there already; to change it, *the rules*, is for all of
    them. Nor does *not all* say *none*.
    """
    if _denials(fact, grammar):
        return True
    if fact.verb in grammar.verbs("together") or not grammar.words("jointly").isdisjoint(
        word for _, piece in fact.roles for word in spoken(piece)
    ):
        return True
    if fact.verb in grammar.verbs("severally"):
        return False
    allowed = fact.force == (grammar.one("may"),)
    known = grammar.words("definite")
    governed = not allowed or fact.verb in grammar.verbs("governing")
    return any(
        is_noun(piece)
        and piece != fact.subject
        and piece[1] in grammar.words("as_one")
        and (piece[1] not in known or (role == "patient" and governed))
        for role, piece in fact.roles
    )


def each_of_all(fact: Fact, grammar: Grammar) -> Fact:
    """Write what each one must do as what all of them must."""
    subject, must = fact.subject, (grammar.one("obliging"),)
    if (
        fact.force != must
        or not is_noun(subject)
        or len(subject) != _PAIR
        or subject[1] != grammar.one("each")
        or jointly(fact, grammar)
    ):
        return fact
    many = noun((f"{subject[2]}s",))
    return fact.put(lambda _, piece: many if piece == subject else piece)


_PAIR = 3
