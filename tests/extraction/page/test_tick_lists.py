"""Labels of boxes that are the entries of a text, and labels that are choices."""

import pytest

from scraper import extract
from scraper.extraction.page.parse import parse, strip
from scraper.extraction.page.walk import make_outline
from tests.extraction.outlines import markdown_of, paragraphs

KINDS = ("Nike shoes", "Rain jackets", "Hats", "Over 50 EUR")
ITEMS = ("2 cups of plain flour", "Salt and pepper", "3 large eggs", "Rain jacket")
BOX = '<input type="checkbox">'


def controls(html):
    """The texts that are buttons or labels of fields."""
    return [s.text for s in make_outline(strip(parse(html))).segments if s.controls]


def entries(entry, *, outer="<ul>{}</ul>", items=ITEMS):
    """A list with each item in a copy of `entry`: {t} is its text, {i} its number."""
    return outer.format("".join(entry.format(i=i, t=text) for i, text in enumerate(items)))


def choices(entry, *, outer="<ul>{}</ul>", items=KINDS):
    return entries(entry, outer=outer, items=items)


CHECKLISTS = {
    "no name": entries(f"<li><label>{BOX} {{t}}</label></li>"),
    "box beside": entries("<li><input type=checkbox id=a{i}><label for=a{i}>{t}</label></li>"),
    "own values": entries(
        "<li class=ingredients-item><label for=r{i}><input type=checkbox value='{t}' id=r{i}>"
        "<span>{t}</span></label></li>",
        outer="<fieldset><legend>Checklist</legend><ul>{}</ul></fieldset>",
    ),
    "names in a called list": entries(
        "<li><label><input type=checkbox name=item{i}>{t}</label></li>",
        outer="<ul class=packing-list>{}</ul>",
    ),
    "called by the name of the box": entries(
        "<li><label><input type=checkbox name=ingredient-{i}><span>{t}</span></label></li>"
    ),
    "a plugin": entries(
        "<li class=wprm-recipe-ingredient><span><input type=checkbox id=w{i}>"
        "<label for=w{i}><span>{t}</span></label></span></li>"
    ),
    "rows": entries(
        f"<div class=row>{BOX}<label>{{t}}</label></div>", outer="<div class=ingredients>{}</div>"
    ),
    "paragraphs": entries(
        "<p class=Ingredient><label><input type=checkbox name=i{i}><b>{t}</b></label></p>"
    ),
    "cells": entries(
        f"<tr><td>{BOX}</td><td><label>{{t}}</label></td></tr>",
        outer="<table class=checklist>{}</table>",
    ),
    "roles": entries(
        "<li><button role=checkbox value=on id=b{i}></button><label for=b{i}>{t}</label></li>"
    ),
    "buttons with a role": entries(
        "<li><button role=checkbox>{t}</button></li>", outer="<ul class=ingredients>{}</ul>"
    ),
    "features": entries(
        "<li><label><input type=checkbox name=f{i} disabled checked>{t}</label></li>"
    ),
    "amounts": entries(
        "<li><label><input type=checkbox name=z{i}>{t}</label></li>",
        items=("500 g Mehl", "½ Zitrone", "2 Eier"),
    ),
    "steps": entries(f"<li>{BOX}<label><p>{{t}}</p></label></li>", outer="<ol>{}</ol>"),
    "items by their role": entries(
        f"<div role=listitem><label>{BOX}{{t}}</label></div>", outer="<div role=list>{}</div>"
    ),
    "a form without a button": entries(
        f"<li><label>{BOX}{{t}}</label></li>", outer="<form class=checklist><ul>{}</ul></form>"
    ),
    "a form around the page": entries(
        "<li><label><input type=checkbox name=c{i}>{t}</label></li>",
        outer="<form><h1>Cake</h1><ul class=recipe>{}</ul><input type=submit></form>",
    ),
    "a button to print": entries(
        f"<li><label>{BOX}{{t}}</label></li>",
        outer="<div class=checklist><ul>{}</ul></div>",
    ),
    "labels of nothing": entries("<li><label>{t}</label></li>"),
    "labels of nothing in cells": entries(
        "<tr><th><label>Key {i}</label></th><td>{t}</td></tr>", outer="<table>{}</table>"
    ),
    "labels of nothing in paragraphs": entries("<p><label>{t}</label></p>", outer="<div>{}</div>"),
    "definitions": entries("<dt>{i}</dt><dd><label>{t}</label></dd>", outer="<dl>{}</dl>"),
    "labels in some entries": "<ul><li>Salt<li><label for=c1><span>Two eggs</span></label></ul>",
    "a list in a list": f"<ul><li><label>{BOX}Kitchen</label><ul><li><label>{BOX}Pans</label>"
    f"<li><label>{BOX}Pots</label></ul><li><label>{BOX}Bath</label></ul>",
    "an aside": entries(
        f"<li><label>{BOX}{{t}}</label></li>", outer="<aside class=equipment><ul>{}</ul></aside>"
    ),
}
CHOICES = {
    "names": choices("<li><label><input type=checkbox name=b value=2>{t}</label></li>"),
    "counts": choices(
        f"<li><label>{BOX}{{t}}</label></li>", items=("Nike (12)", "Puma (1,203)", "Asics 4")
    ),
    "a filter": choices(
        f"<li><label>{BOX}{{t}}</label></li>", outer="<ul class=filter-choice-items>{}</ul>"
    ),
    "a filter of ingredients": choices(
        f"<li><label>{BOX}{{t}}</label></li>",
        outer="<div class=filters><ul class=ingredients>{}</ul></div>",
    ),
    "rows": choices(f"<div>{BOX}<label>{{t}}</label></div>", outer="<div>{}</div>"),
    "links": choices(f"<li><a href=/{{i}}><label>{BOX}{{t}}</label></a></li>"),
    "one of several": choices("<li><label><input type=radio>{t}</label></li>"),
    "a poll": choices(f"<li><label>{BOX}{{t}}</label></li>") + "<button>Vote</button>",
    "a form": choices(
        f"<li><label>{BOX}{{t}}</label></li>", outer="<form><ul>{}</ul><button>Go</button></form>"
    ),
    "a form for ingredients": choices(
        f"<li><label>{BOX}{{t}}</label></li>",
        outer="<form class=ingredients><ul>{}</ul><input type=submit></form>",
    ),
    "consent": choices(
        f"<li><label>{BOX}{{t}}</label></li>", outer="<div role=dialog><ul>{}</ul></div>"
    ),
    "settings": choices(
        "<li><label><input type=checkbox role=switch>{t}</label></li>",
    ),
    "a menu": choices(f"<li><label>{BOX}{{t}}</label></li>", outer="<nav><ul>{}</ul></nav>"),
    "an aside": choices(f"<li><label>{BOX}{{t}}</label></li>", outer="<aside><ul>{}</ul></aside>"),
    "tabs": choices("<li><label for=t{i}>{t}</label></li>"),
    "fields": choices("<li><label>{t}</label> <input></li>"),
    "paragraphs of fields": choices(
        "<p><label>{t}</label></p>", outer="<div>{}<p><input></p></div>"
    ),
    "rows of labels": choices("<div><label>{t}</label></div>"),
    "a select": choices("<li><label>{t}</label><select><option>1</select></li>"),
    "buttons": choices("<li><button>{t}</button></li>"),
    "refinements": choices(
        "<li><button role=checkbox>{t}</button></li>", outer="<ul class=refinements>{}</ul>"
    ),
    "one box": f"<ul><li><label>{BOX}Remember me</label></ul>",
}


@pytest.mark.parametrize("html", CHECKLISTS.values(), ids=CHECKLISTS)
def test_the_entries_of_a_checklist_are_text(html):
    assert controls(html) == []


@pytest.mark.parametrize("html", CHOICES.values(), ids=CHOICES)
def test_choices_are_controls(html):
    texts = [s.text for s in make_outline(strip(parse(html))).segments if s.text]
    assert set(controls(html)) >= set(texts) - {"1"}


@pytest.mark.parametrize("label", ["Done", "Step {i}"])
def test_a_label_that_all_entries_have_is_a_control(label):
    html = entries(f"<li class=ingredient><label>{BOX}{label}</label><p>{{t}}</p></li>")
    assert controls(html) == [label.format(i=i) for i in range(len(ITEMS))]


def test_tasks_keep_their_boxes():
    box = "<li><label><input type=checkbox{}>{}</label></li>"
    html = f"<ul class=task-list>{box.format(' checked', 'Read')}{box.format('', 'Copy')}</ul>"
    assert markdown_of(html) == "- [x] Read\n- [ ] Copy"


@pytest.mark.parametrize("name", ["own values", "rows", "cells", "labels in some entries"])
def test_a_checklist_is_kept_whole(name):
    text = f"<h2>What you need</h2>{CHECKLISTS[name]}<h2>What to do</h2>"
    page = f"<article><h1>A cake for the harbour</h1>{paragraphs(2)}{text}{paragraphs(2)}</article>"
    kept = extract(page).markdown
    wanted = ("Salt", "Two eggs") if name == "labels in some entries" else ITEMS
    assert [item for item in wanted if item not in kept] == []


@pytest.mark.parametrize("name", ["counts", "a filter of ingredients", "a poll", "an aside"])
def test_choices_are_left_out_of_a_text(name):
    page = f"<article><h1>A cake for the harbour</h1>{paragraphs(2)}{CHOICES[name]}</article>"
    kept = extract(page).markdown
    assert [item for item in (*KINDS, "Nike", "Puma", "Asics") if item in kept] == []


@pytest.mark.parametrize(
    "part", ["<ul><li><label>a", "<label>a", "<li><label>a</label>", "<div><form><label>x</label>"]
)
def test_many_labels_take_no_long_time(part):
    assert controls(part * 3_000)
