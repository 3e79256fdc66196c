"""The texts of the pages of the fictional town."""

GOAL_TEXT = """Begroting 2031
portal

Domeinen

Sociaal domein

Beschrijving doel 2.2.2 We zorgen dat inwoners naar vermogen meedoen

In 2027 zijn gemeente en partners in het voorveld (zie doel 1.1.1) aan de slag gegaan <script>alert(1)</script>. Tenminste 200 mensen per jaar gaan we op deze manier ondersteunen.

De activering draagt bij aan het tegengaan van armoede (Programma 4.) en een betere gezondheid (Gezonde stad, zie doel 1.3.4). Zie ook ‘Goede dagen’ (doel 2.1).

Criteria

We zorgen dat inwoners naar vermogen meedoen, zodanig dat:

  • Participatiegroei wordt gerealiseerd bij tenminste 200 bijstandsgerechtigden.
  • Partijen elkaar beter weten te vinden dan voor 2028.

Kaderstellende nota('s)

Portefeuillehouder(s)

Fenna Fictief

Activiteiten

  • Doorontwikkeling plan participatie in lijn met spoor 6 van de hervormingsagenda
  • Instemmen met bestedingsvoorstel 1, de Hervormingsagenda, € 5 & meer

Overzicht baten en lasten

In het overzicht baten en lasten is het budget per doel weergegeven.

Overzicht baten en lasten

Lasten

Baten

Saldo

Doel 2.2.2

348.646

0

348.646

Deze pagina is gebouwd op 05/03/2031 15:20:24 met de export van 05/03/2031 14:59:35"""

OTHER_TEXT = """Doel 1.1.1 Buurtkracht

We versterken de sociale basis

Beschrijving

Wie niet kan werken doet anders mee (doel 2.2.2). Dat is een begin. In de begroting 2029 was dit doel 3.1."""

REPORT_TEXT = """Doel 1.1.2 Samenkracht

We vergroten de veerkracht

Afwijkingen op activiteiten Berap 2031-1

Integratie-uitkering Inburgering

Budgettair neutraal

Dit betekent dat er op dit doel een incidenteel nadeel wordt gerealiseerd van € 460.000,-. Indirect is er een voordeel op programma 10."""
